/// The rules of style of the playground, which a page without it leaves out.
enum PlaygroundStyle {
  /// The rules, which follow those of the page.
  static let sheet = """
    [hidden]{display:none!important}
    .playground{margin-top:40px;padding-top:20px;border-top:1px solid var(--rule)}
    .playground>details>summary h2{display:inline;font-size:21px}
    .pg{display:grid;grid-template-columns:250px minmax(0,1fr);gap:20px 44px;margin-top:18px}
    .pg h3{font-size:16px;margin:26px 0 8px}
    .pg fieldset{border:0;padding:0;margin:0 0 18px;min-width:0}
    .pg legend{font-size:13px;color:var(--soft);padding:0;margin-bottom:6px}
    .ctl{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 8px;align-items:center;font-size:14px;\
    min-height:30px;margin-bottom:5px}
    .ctl b{font-weight:650}
    .ctl input[type=range]{grid-column:1/3;width:100%;height:24px;margin:0;accent-color:var(--link)}
    .ctl input[type=number],.ctl select{font:inherit;color:var(--ink);background:var(--paper);\
    border:1px solid var(--unsure);border-radius:4px;padding:3px 6px;min-height:28px;max-width:130px}
    .ctl input[type=number]{width:84px}
    .chk{display:flex;gap:8px;align-items:center;font-size:14px;min-height:28px}
    .chk input{width:18px;height:18px;accent-color:var(--link)}
    .playground button{font:inherit;font-size:13px;line-height:1.3;padding:4px 10px;min-height:28px;border-radius:14px;\
    border:1px solid var(--unsure);background:var(--paper);color:var(--ink);text-align:left;cursor:pointer}
    .playground button[aria-pressed=true]{background:var(--ink);color:var(--paper)}
    .playground button.chance[aria-pressed=true]{background:var(--lost);border-color:var(--lost)}
    .playground button:disabled{color:var(--soft);cursor:default;border-style:dashed}
    .risk{cursor:pointer}.risk .reach{fill-opacity:0}
    .risk .ring{fill:var(--paper);stroke:var(--lost);stroke-width:1.5px}.sequence-diagram .risk path{stroke:var(--lost)}
    .risk.happens .ring{fill:var(--lost)}.sequence-diagram .risk.happens path{stroke:var(--paper)}
    .chances,.ways{display:flex;flex-wrap:wrap;gap:6px;margin:4px 0}
    .said{font-size:25px;line-height:1.2;font-weight:700;margin:0 0 8px}
    .said.g-safe{color:var(--safe)}.said.g-bad{color:var(--lost)}
    @media screen and (min-width:881px){.playground .rank .c1{width:166px}.playground .rank .c2{width:150px}\
    .playground .rank .c5{width:96px}}
    .rank tr.mine{outline:2px solid var(--ink);outline-offset:-2px}
    .playground .mosaic{max-width:420px}.playground .ending{font-weight:650;margin:0 0 6px}
    @media screen and (max-width:1040px){.pg{grid-template-columns:minmax(0,1fr)}}
    """
}
