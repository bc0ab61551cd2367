import Diagrams

/// The style sheet of a page: light or dark as the reader has set it, for phones, and on paper.
///
/// One sheet inside the page, about 16 kB: no font, no picture and no script comes with it.
/// Nothing has a fixed width, so that a page can be read at 320 pixels and at a zoom of 400%
/// (WCAG 2.2, criterion 1.4.10).
enum PageStyle {
  /// All rules in their order. The colors are variables, which one media query sets for a dark
  /// screen.
  static let sheet = """
    :root{color-scheme:light dark;\(Palette.variables(isDark: false))}
    @media (prefers-color-scheme:dark){:root{\(Palette.variables(isDark: true))}}
    \(frame)
    \(verdict)
    \(ranking)
    \(sections)
    \(charts)
    \(ChartStyle.shapes)
    \(ChartStyle.colors)
    \(Diagram.svgRules)
    \(narrow)
    @media (forced-colors:active){svg,.sq,.swatch,.bar i,.track i,.cost i{forced-color-adjust:none}\
    .mosaic td{outline:1px solid GrayText}}
    @media print{:root{color-scheme:light;\(Palette.variables(isDark: false))}\(print)}
    @page{size:A4;margin:13mm 12mm}
    """

  /// The page itself, its links, tables and keyboard focus.
  private static let frame = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:400 16px/1.5 -apple-system,\
    BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif;\
    font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
    .page{max-width:1216px;margin:0 auto;padding:0 32px 56px}
    a{color:var(--link);text-underline-offset:2px}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-999rem}.skip:focus{left:16px;top:4px;background:var(--paper);padding:4px 8px}
    .top{display:flex;flex-wrap:wrap;gap:2px 20px;align-items:center;padding:9px 0 7px;font-size:13px;\
    color:var(--soft);border-bottom:1px solid var(--rule)}
    .top b{color:var(--ink)}.top nav{margin-left:auto;display:flex;flex-wrap:wrap;gap:0 14px}
    .top nav a{color:var(--soft);text-decoration:none;padding:3px 0;line-height:24px}
    .top nav a:hover{text-decoration:underline;color:var(--link)}
    code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.93em}
    pre{background:var(--wash);padding:12px 14px;overflow-x:auto;font-size:13px;line-height:1.45;margin:12px 0;\
    overflow-wrap:normal}
    summary{cursor:pointer;padding:5px 0;min-height:32px}
    table{border-collapse:collapse;width:100%}
    small{display:block;font-size:12px;line-height:1.25;color:var(--soft)}
    """

  /// The question, the answer and the tiles below it.
  private static let verdict = """
    h1{font-size:17px;font-weight:500;line-height:1.35;color:var(--soft);margin:20px 0 4px}
    .answer{font-size:36px;line-height:1.14;font-weight:700;letter-spacing:-.022em;margin:0 0 16px;\
    text-wrap:balance}
    .answer b{font-weight:inherit}.answer .good{color:var(--safe)}
    .tiles{display:grid;grid-template-columns:repeat(4,1fr);margin:0 0 6px;padding:0;list-style:none;\
    border:solid var(--rule);border-width:1px 0}
    .tiles li{padding:10px 20px 11px 0;font-size:14px;line-height:1.4;color:var(--soft)}
    .tiles li+li{border-left:1px solid var(--rule);padding-left:20px}
    .tiles .value{display:block;font-size:25px;line-height:1.2;letter-spacing:-.01em;font-weight:700;\
    color:var(--ink)}
    .tiles b{color:var(--ink);font-weight:600}
    .tiles .k-clean .value{color:var(--safe)}.tiles .k-lost .value{color:var(--lost)}
    .tiles .k-phantom .value{color:var(--phantom)}.tiles .k-dup .value{color:var(--dup)}
    """

  /// The ranking: a table whose middle column is a chart.
  private static let ranking = """
    .legend{display:flex;flex-wrap:wrap;gap:2px 20px;font-size:13px;color:var(--soft);margin:0 0 2px;padding:0;\
    list-style:none}
    .legend li{display:flex;gap:6px;align-items:center}.legend b{color:var(--ink);font-weight:600}
    .legend svg{flex:none;width:16px;height:16px}.legend .sq{margin:0}
    #ranking h2{font-size:16px;margin:14px 0 2px}
    .rank{font-size:14px;table-layout:fixed}
    .rank th,.rank td{padding:3px 0;text-align:left;vertical-align:middle;font-weight:400}
    .rank thead th{font-size:12px;line-height:1.3;color:var(--soft);vertical-align:bottom;\
    border-bottom:1px solid var(--ink)}
    .rank tbody>tr>*{border-bottom:1px solid var(--grid)}
    .rank .c1{width:206px;padding-left:12px;padding-right:8px;border-left:4px solid transparent}
    .rank .c2{width:190px;padding-right:8px}.rank .c3{width:78px}.rank .c5{width:112px;padding-left:14px;text-align:right}
    .rank .c6{width:82px;padding-left:8px;text-align:right}
    .rank .c1 b{font-size:15px;line-height:1.2;font-weight:650;display:block}
    .g-safe .c1{border-left-color:var(--safe)}.g-bad .c1{border-left-color:var(--lost)}
    .g-mild .c1{border-left-color:var(--unsure)}.rank tr.g-safe{background:var(--safe-wash)}
    .chip{display:flex;gap:5px;align-items:center;font-size:13px;font-weight:650;line-height:1.2}
    .chip svg{flex:none;width:15px;height:15px}
    .g-safe .chip{color:var(--safe)}.g-bad .chip{color:var(--lost)}
    .rank svg{display:block;overflow:visible}.rank .c4{padding:0 44px 0 10px}.rank thead .c4{padding-bottom:3px}
    .cost{display:block;height:4px;background:var(--grid);margin-top:3px}
    .cost i{display:block;height:4px;background:var(--ink)}
    .foot{font-size:13px;color:var(--soft);margin:6px 0 0;max-width:75em}
    """

  /// The sections: a heading with words at the left, a figure at the right.
  private static let sections = """
    .sec{display:grid;grid-template-columns:300px minmax(0,1fr);gap:12px 44px;padding:34px 0 0;margin-top:38px;\
    border-top:1px solid var(--rule)}
    .rail h2{font-size:21px;line-height:1.25;letter-spacing:-.01em;margin:0 0 8px;text-wrap:balance}
    .rail p{margin:0 0 10px;font-size:15px}.rail .soft,.soft{font-size:13.5px;color:var(--soft)}
    .rail .big{font-size:34px;font-weight:700;letter-spacing:-.02em;line-height:1.1;margin:10px 0 2px;\
    color:var(--phantom)}
    .rail .legend{display:block}
    .mosaics{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:18px 30px}
    .mosaic{table-layout:fixed;border-spacing:2px;border-collapse:separate;font-size:10.5px}
    .mosaic caption{text-align:left;font-size:12.5px;color:var(--soft);line-height:1.3;padding-bottom:2px}
    .mosaic caption b{font-size:15px;color:var(--ink);font-weight:650;margin-right:6px}
    .mosaic th{font-weight:400;color:var(--soft);padding:0;text-align:center;line-height:1.2;white-space:nowrap}
    .mosaic tbody th{width:58px;text-align:right;padding-right:4px}
    .mosaic td{height:42px;padding:1px 0;text-align:center;vertical-align:middle;line-height:1.15;\
    background:var(--wash);white-space:nowrap}
    .mosaic .w-lost{background:var(--lost-wash)}.mosaic .w-phantom{background:var(--phantom-wash)}
    .mosaic .w-dup{background:var(--dup-wash)}.mosaic .w-clean{background:var(--safe-wash);font-weight:650}
    .sq{display:block;margin:0 auto;aspect-ratio:1;min-width:1px;min-height:1px}
    .grid{font-size:13px}.grid th,.grid td{padding:0;text-align:center;font-weight:400;border:2px solid var(--paper);\
    line-height:1.2;height:28px}
    .grid th[scope=row]{text-align:left;font-weight:600}.grid thead th{font-size:11.5px;color:var(--soft);overflow-wrap:normal}
    .grid td{background:var(--wash);color:var(--soft)}
    .grid a{color:inherit;text-decoration:none;display:block;padding:6px 2px;min-height:24px}
    .grid a:hover{text-decoration:underline}.grid .f-few{background:var(--lost);color:var(--paper);font-weight:700}
    .grid .f-more{background:var(--lost-wash);color:var(--ink);font-weight:650}
    .way{display:grid;grid-template-columns:minmax(0,470px) minmax(250px,1fr);gap:8px 30px;align-items:start}
    .stacked{grid-template-columns:minmax(0,1fr)}
    .way svg{display:block;max-width:100%;height:auto}
    .way h3{font-size:15px;margin:0 0 4px;font-weight:650}.way p{margin:0 0 8px}
    .story{margin:0;padding:0;list-style:none;font-size:14px;line-height:1.4}
    .story li{display:grid;grid-template-columns:62px minmax(0,1fr);padding:5px 0;border-bottom:1px solid var(--grid)}
    .story span{color:var(--soft);font-size:12.5px}.story .hit{color:var(--lost);font-weight:600}
    .scroll{overflow-x:auto}.scroll table{width:auto;font-size:13px}
    .scroll th,.scroll td{padding:3px 12px 3px 0;text-align:right;vertical-align:top;white-space:nowrap;\
    font-weight:400}
    .scroll th:first-child{text-align:left}.scroll .words{text-align:left;white-space:normal;min-width:11rem}
    .scroll thead th{border-bottom:1px solid var(--ink)}
    .more{border-top:1px solid var(--grid);font-size:14.5px}
    .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));gap:10px 24px;margin:14px 0 0;\
    font-size:13.5px}
    .facts dt{color:var(--soft);font-size:12.5px}.facts dd{margin:0;font-weight:600}
    """

  /// The charts and their marks.
  private static let charts = """
    svg text{font-family:inherit;fill:var(--ink)}
    .k-lost{color:var(--lost)}.k-phantom{color:var(--phantom)}.k-dup{color:var(--dup)}.k-safe{color:var(--safe)}
    .mk{fill:currentColor;stroke:var(--paper);stroke-width:1.5}
    .hollow{fill:none;stroke:currentColor;stroke-width:1.8}
    .icon{fill:none;stroke:currentColor;stroke-width:1.7}.range{stroke:currentColor;stroke-width:3;stroke-opacity:.42}
    .gridline{stroke:var(--grid)}.limit{stroke:var(--soft);stroke-dasharray:2 3}
    .lab{font-size:12.5px}.ax{font-size:11.5px;fill:var(--soft)}.mid{text-anchor:middle}.end{text-anchor:end}
    .narrow{display:none!important}
    .sq.k-lost,.sq.k-phantom,.sq.k-dup{background:currentColor}.sq.k-unsure{background:var(--unsure)}
    .bars{display:grid;grid-template-columns:minmax(84px,auto) minmax(0,1fr);gap:6px 12px;align-items:center;\
    margin:0;font-size:13.5px}
    .bars dt{font-weight:600;max-width:190px}.bars dd{margin:0;min-height:26px}
    .bar{display:flex;align-items:center;height:26px;gap:1px}
    .bar i{height:18px;font:12px/18px inherit;font-style:normal;font-size:12px;line-height:18px;text-align:center;\
    color:var(--paper);min-width:2px;white-space:nowrap;overflow:hidden}
    .bar span{margin-left:7px;font-size:12.5px;white-space:nowrap}
    .e-client{background:var(--client)}.e-both{background:var(--both)}.e-server{background:var(--server)}
    .e-none{background:repeating-linear-gradient(135deg,var(--lost) 0 5px,var(--lost-wash) 5px 8px)}
    i.e-none{color:var(--ink)}.swatch{width:14px;height:14px;flex:none}
    .bars .track{position:relative;height:26px;margin-right:86px;border-left:1px solid var(--grid)}
    .track i{position:absolute;top:12px;height:3px;background:var(--client)}
    .track .dot{width:11px;height:11px;margin-left:-5px;top:8px;border-radius:50%}
    .track .stop{width:3px;height:13px;top:7px}
    .track span{position:absolute;top:4px;margin-left:8px;font-size:12.5px;white-space:nowrap}
    .bars .axis{position:relative;height:18px;margin-right:86px;font-size:11.5px;color:var(--soft)}
    .axis span{position:absolute;transform:translateX(-50%);white-space:nowrap}
    .tails,.sparks{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:14px 20px}
    .tails{margin-top:22px}.tails figure,.sparks figure{margin:0}
    figcaption{font-size:12.5px;line-height:1.3}
    .tails svg,.over svg{display:block;width:100%;overflow:visible}.tails figcaption{padding-bottom:2px}
    .tail{fill:none;stroke:var(--grid);stroke-width:1.5;vector-effect:non-scaling-stroke}
    .one{fill:none;stroke:var(--ink);stroke-width:2;vector-effect:non-scaling-stroke}
    .two{fill:none;stroke:var(--client);stroke-width:1.5;vector-effect:non-scaling-stroke;stroke-dasharray:4 2}
    .spike{fill:var(--phantom-wash)}
    .over{font-size:13px;table-layout:fixed}.over th,.over td{padding:4px 10px 4px 0;text-align:left;font-weight:400;\
    border-bottom:1px solid var(--grid);vertical-align:middle}.over thead th{font-size:12px;color:var(--soft)}
    .over tbody th{font-weight:600}.over .n{width:120px}
    .strip{display:block;width:100%;height:auto}.strip text{font-size:13px}.strip .soft{fill:var(--soft);font-size:12px}
    .strip .box{fill:var(--wash);stroke:var(--rule)}.strip .line{stroke:var(--ink);stroke-width:1.8;fill:none}
    .strip .head{fill:var(--ink)}.strip .x{stroke:var(--lost);stroke-width:2.5;fill:none}
    .strip .ring{fill:var(--lost-wash);stroke:var(--lost)}
    .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(340px,100%),1fr));gap:8px 24px}
    .panels figure{margin:0}.chart{display:block;width:100%;max-width:400px;height:auto;overflow:visible}
    """

  /// The rules for narrow screens: sections in one column, and each row of the ranking as a
  /// block.
  private static let narrow = """
    @media screen and (max-width:1040px){.sec{grid-template-columns:minmax(0,1fr)}.rail{max-width:44em}\
    .way{grid-template-columns:minmax(0,1fr)}.rank .c2{width:156px}.rank .c1{width:170px}\
    .rank .wide{display:none!important}.rank .narrow{display:block!important}}
    @media screen and (max-width:880px){.page{padding:0 16px 40px}.top nav{display:none}
    .answer{font-size:29px}.tiles{grid-template-columns:1fr 1fr}
    .tiles li{padding:9px 12px 10px 0;font-size:13px}.tiles li+li{padding-left:12px}
    .tiles li:nth-child(3){border-left:0;padding-left:0}.tiles li:nth-child(n+3){border-top:1px solid var(--rule)}
    .tiles .value{font-size:21px}.wide{display:none!important}.narrow{display:block!important}
    .rank,.rank thead,.rank tbody{display:block}.rank thead tr{display:block}
    .rank thead th{display:block;border:0;width:auto!important}.rank thead th:not(.c4){display:none}
    .rank thead .c4{padding-left:82px}
    .rank tbody tr{display:grid;grid-template-columns:72px minmax(0,1fr) auto;padding:8px 0 2px 8px;\
    margin-left:-8px;border-left:4px solid transparent;border-bottom:1px solid var(--rule)}
    .rank tbody>tr>*{border:0!important;width:auto!important;padding:0!important}
    .rank tr.g-safe{border-left-color:var(--safe)}.rank tr.g-bad{border-left-color:var(--lost)}
    .rank tr.g-mild{border-left-color:var(--unsure)}
    .rank tbody .c1{grid-column:1/3}.rank tbody .c5{grid-column:3;grid-row:1}.rank tbody .c2{grid-column:1/4}
    .rank tbody .c6{grid-column:1/4;text-align:left}.rank tbody .c6:before{content:attr(data-name) " ";color:var(--soft);font-size:12px}
    .rank .c2 small{display:inline;margin-left:6px}.chip{display:inline-flex}
    .rank tbody .c3{grid-column:1}.rank tbody .c4{grid-column:2/4;padding:0 44px 0 10px!important}
    .cost{display:none}.mosaics{grid-template-columns:repeat(2,minmax(0,1fr));gap:14px 16px}
    .mosaic{border-spacing:1px;font-size:9.5px}.mosaic td{height:34px}.mosaic tbody th{width:44px}
    .mosaic .tiny{display:none}.mosaic caption b{display:block}
    .sec{margin-top:30px;padding-top:28px;gap:10px}.rail h2{font-size:20px}
    .bars .track,.bars .axis{margin-right:66px}.way svg{max-width:none;zoom:.78}.bars dt{max-width:104px}.over .n{width:82px}}
    """

  /// The rules for paper, A4 or Letter: light, small, and without what only a screen can use.
  private static let print = """
    body{font-size:9.5pt}.page{max-width:none;padding:0}.top nav,.skip,.more,.noprint{display:none}
    .answer{font-size:22pt}.tiles li{padding:5px 8px 6px 0;font-size:8.5pt}.tiles li+li{padding-left:8px}
    .tiles .value{font-size:14pt}.rank{font-size:8.5pt}.rank .c1{width:132px}.rank .c2{width:138px}
    .rank .c3{width:66px}.rank .c5{width:82px}.rank .c6{width:58px}.rank .c1 b{font-size:9.5pt}
    small,.mosaic caption{font-size:7.5pt}.chip{font-size:8.5pt}.legend,.foot,.rail p,.soft{font-size:8.5pt}
    .sec{grid-template-columns:150px minmax(0,1fr);gap:6px 18px;margin-top:11pt;padding-top:9pt}
    .rail{min-width:0}.rail h2{font-size:12.5pt}.rail .big{font-size:18pt}.grid{font-size:7pt;table-layout:fixed}
    .mosaics{gap:6pt 10pt}.mosaic{font-size:7pt}.mosaic td{height:26px}.mosaic tbody th{width:40px}
    .way{grid-template-columns:320px minmax(0,1fr);gap:6px 14px}.story{font-size:8.5pt}
    .story li{padding:2px 0;grid-template-columns:46px minmax(0,1fr)}.bars,.over{font-size:8.5pt}
    .bar,.track{height:19px}.bars dd{min-height:19px}.track i{top:8px}.track .dot{top:4px}.track .stop{top:3px}
    .track span{top:1px}.bars{gap:2px 10px}
    tr,figure,.tiles,.mosaic,.way,.bars,.strip{break-inside:avoid}.rail{break-after:avoid}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}a{color:inherit;text-decoration:none}
    """
}
