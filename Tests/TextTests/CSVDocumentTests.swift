import Testing

@testable import Text

@Suite struct CSVDocumentTests {
  @Test func fieldsAreQuotedWhereTheyMustBe() {
    let document = CSVDocument(rows: [["a,b", "say \"no\"", "two\nlines", "plain", ""]])
    #expect(document.text == "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\",plain,\n")
  }

  @Test(arguments: ["=cmd()", "=cmd()|' /C calc'!A0", "@SUM(A1)", "+1+cmd", "-2+3", "＝1+1"])
  func aCellThatLooksLikeAFormulaIsText(name: String) {
    #expect(CSVDocument(rows: [["a", name]]).text == "a,'\(name)\n")
  }

  @Test(arguments: ["-0.5", "-1e-09", "-inf", "+3", "-", "=", "a=b", "key-first", "'=x"])
  func numbersAndOtherTextsStayAsTheyAre(field: String) {
    #expect(CSVDocument(rows: [[field, "b"]]).text == "\(field),b\n")
  }
}
