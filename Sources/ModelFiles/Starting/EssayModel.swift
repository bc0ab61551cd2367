/// The model of the essay, for users who have no file yet: `models/essay.json5`, built into the program.
package enum EssayModel {
  /// The name that messages and results have for it.
  package static let name = "essay.json5"

  /// The text of the file.
  package static let text = String(decoding: PackageResources.essay_json5, as: UTF8.self)
}
