import EndToEnd
import ModelFiles
import Testing

/// The data of presets and protections.
@Suite struct PresetDataTests {
  /// What is wrong with the data is the message of this test.
  @Test func theDataReads() throws {
    #expect(try Preset.read() == Preset.all && !Preset.all.isEmpty)
    #expect(try Protection.read() == Protection.all && !Protection.all.isEmpty)
  }

  @Test func everyPresetNamesItsSourceAndVersion() {
    for preset in Preset.all {
      for text in [preset.name, preset.title, preset.version, preset.post, preset.source] {
        #expect(!text.isEmpty, "\(preset.name)")
      }
    }
    for protection in Protection.all {
      #expect(!protection.source.isEmpty && !protection.remains.isEmpty, "\(protection.name)")
      #expect((protection.key == nil) == (protection.unusable != nil), "\(protection.name)")
    }
  }

  /// Values as the source of one version has them, through all kinds of data.
  @Test func theValuesAreThoseOfTheSource() throws {
    let boto = try #require(Preset.named("aws-botocore-standard"))
    #expect(boto.attempts == .atMost(3) && boto.timeout == .seconds(60))
    #expect(
      boto.backoff
        == Backoff(
          .exponential(base: .milliseconds(50), factor: 2, cap: .seconds(20)), jitter: .full))
    #expect(boto.statuses.map(\.codes) == [[429, 500, 502, 503, 504]])
    #expect(boto.statuses.map(\.rule) == [.always] && boto.timeouts == .always)
    #expect(boto.budget?.retryCosts.value == 14 && boto.budget?.throttledCosts?.value == 5)
    let svix = try #require(Preset.named("svix-schedule"))
    #expect(svix.statuses.first?.codes == Array(400...599))
    #expect(Preset.named("stripe-webhooks")?.attempts == .unknown)
    #expect(Preset.all.contains { $0.attempts == .unbounded })
    #expect(Preset.all.contains { if case .partly = $0.timeouts { true } else { false } })
    #expect(Preset.named("grpc-hedging-example")?.hedge?.hurries == true)
    let stripe = try #require(Protection.named("stripe-v1")?.key)
    #expect(stripe.window == .seconds(86_400) && stripe.saves == .all)
    #expect(stripe.inFlight == .conflict && stripe.recorded == .withData)
  }
}
