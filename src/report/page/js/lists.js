/* The views of targets, counties, campaign and data. */

function targetsView() {
  const firms = targetFirms.filter(
    (f) => f.at.some((x) => passes(linkOf.get(x.gap.link))) && (!S.label || f.labels.includes(S.label)),
  );
  const rows = firms.map((f) => [
    [targetRef(f.name), h("small", {}, [placeOf(f.best), f.best.ticker].filter(Boolean).join("，"))],
    labelTags(f.labels),
    fixed(f.best.score),
    linkRow(
      f.at.map((x) => x.gap.link),
      3,
    ),
    admissionTag(f.best.admission),
    list(f.best.matchmakers)[0] ? firmRef(f.best.matchmakers[0].name, f.best.matchmakers[0].row) : "—",
  ]);
  const investors = list(D.investors).filter((i) => targetOf.has(i.name));
  const columns = [["企业"], ["三键", "nw"], ["得分", "num"], ["可补的环节", "wide"], ["准入"], ["红娘"]];
  const several = investors
    .slice(0, 20)
    .map((i) =>
      h("li", {}, targetRef(i.name), h("small", {}, i.province), h("p", {}, linkRow(i.gaps, 6)), h("p", {}, i.reason)),
    );
  return [
    title("目标企业", h("p", {}, `${firms.length}家`)),
    firms.length ? table("按最高得分排列", columns, rows, { class: "targets" }) : nothing("没有符合筛选的企业。"),
    several.length ? section("可补多个环节的企业（全产业链引进）", h("ul", { class: "cards" }, several)) : null,
    list(D.bundles).length ? section("组合引进", h("ul", { class: "cards" }, D.bundles.map(bundleItem))) : null,
  ];
}

function countiesView() {
  const all = list(D.counties);
  if (!all.length)
    return [title("县市区"), nothing("本次结果没有县市区数据：在 zone.yaml 的 counties 里写明县市区，再运行一次。")];
  const rows = all.map((c) => [
    h(
      "a",
      { href: `#county-${c.name}`, onclick: (e) => (e.preventDefault(), $(`county-${c.name}`).scrollIntoView()) },
      c.name,
    ),
    String(c.firms),
    ...D.chains.map((chain) => {
      const x = (c.chains || {})[chain.id];
      if (!x || (!list(x.here).length && !x.focus)) return "·";
      return [
        h("b", {}, String(list(x.here).length)),
        x.focus ? h("span", { class: "focus", title: "重点产业链" }, "重点") : null,
      ];
    }),
  ]);
  const columns = [["县市区"], ["在链企业", "num"], ...D.chains.map((c) => [c.name, "num"])];
  return [title("县市区"), table("各县市区每条链已有的环节数", columns, rows, { class: "matrix" }), all.map(county)];
}

function county(c) {
  const park = (p) =>
    h(
      "li",
      {},
      h("b", {}, p.name),
      list(p.focus).length ? h("small", {}, `重点：${p.focus.join("、")}`) : null,
      p.chemical === true ? h("small", {}, "认定化工园区") : null,
      list(p.here).length ? h("p", {}, "已有：", linkRow(p.here, 8)) : null,
      list(p.gaps).length ? h("p", {}, "建议落地：", linkRow(p.gaps, 8)) : null,
    );
  const supply = (s) =>
    h(
      "li",
      {},
      linkRef(s.link),
      "（",
      linkRef(s.customer),
      "所需）：",
      s.from.map(([name, firms]) => `${name}：${firms.join("、")}`).join("；"),
    );
  const here = Object.entries(c.chains || {}).filter(([, x]) => list(x.here).length);
  return h(
    "article",
    { id: `county-${c.name}`, class: "county" },
    h("h2", {}, c.name, h("small", {}, `在链企业${c.firms}家`)),
    list(c.parks).length ? section("园区", h("ul", {}, c.parks.map(park))) : null,
    here.length
      ? section(
          "已有环节",
          h(
            "ul",
            {},
            here.map(([id, x]) => h("li", {}, h("b", {}, chainWord(id)), `（${x.firms}家）`, linkRow(x.here, 10))),
          ),
        )
      : null,
    list(c.gaps).length ? section("建议在此落地", h("p", {}, linkRow(c.gaps, 12))) : null,
    list(c.in_zone).length ? section("市内可供（先买本市的）", h("ul", {}, some(c.in_zone, 6, supply))) : null,
  );
}

function campaignView() {
  const { plans, clashes } = D.campaign || {};
  const helpers = list(D.introducers);
  if (!list(plans).length && !helpers.length) return [title("招商行动"), nothing("本次结果没有招商行动数据。")];
  const visit = (v) => [
    [targetRef(v.firm), h("small", {}, placeOf(v))],
    labelTags(v.labels),
    linkRow(list(v.gaps), 3),
    v.channel,
    [
      v.next,
      list(v.prepare).length ? h("details", { class: "more" }, h("summary", {}, "需准备"), sentences(v.prepare)) : null,
    ],
    v.matchmaker ? [firmRef(v.matchmaker.name, v.matchmaker.row), h("small", {}, v.matchmaker.path)] : "—",
    list(v.contacts).length
      ? sentences(
          v.contacts.map((c) =>
            [c.date, c.team, c.matter, c.conclusion, `台账第${c.row}行`].filter(Boolean).join("，"),
          ),
        )
      : "—",
  ];
  const columns = [
    ["企业", "mid"],
    ["三键", "nw"],
    ["环节", "mid"],
    ["方式", "nw"],
    ["下一步", "wide"],
    ["红娘", "mid"],
    ["已有接触", "mid"],
  ];
  const plan = (p) =>
    h(
      "article",
      {},
      h("h2", {}, p.squad, h("small", {}, list(p.regions).join("、"))),
      list(p.visits).length
        ? table(`拟访${p.visits.length}家`, columns, p.visits.map(visit), { class: "visits" })
        : nothing("没有拟访的企业。"),
    );
  const helper = (i) => [
    [firmRef(i.name, i.row), h("small", {}, i.county || "")],
    linkRow(list(i.gaps), 4),
    h(
      "ul",
      {},
      some(list(i.targets), 3, ([name, path]) => h("li", {}, targetRef(name), "：", path)),
    ),
  ];
  return [
    title("招商行动"),
    list(clashes).length
      ? section(
          "撞单提醒",
          h(
            "ul",
            {},
            clashes.map((c) =>
              h("li", {}, h("b", {}, c.firm), `：${list(c.teams).join("、")}，${c.from}至${c.to}。${c.reason}`),
            ),
          ),
        )
      : null,
    list(plans).map(plan),
    helpers.length
      ? [
          h("h2", {}, "以商招商"),
          table(
            "可当红娘的本地企业，作用大的在前",
            [["本地企业"], ["可助的环节", "wide"], ["可引见的企业", "wide"]],
            helpers.map(helper),
            { class: "helpers" },
          ),
        ]
      : null,
  ];
}

function notes() {
  const q = D.data_quality;
  const rule = (r) =>
    h(
      "details",
      { class: "rule" },
      h("summary", {}, h("b", {}, r.id), ` ${r.title}`, r.on ? null : "（未启用）"),
      list(r.quotes).map((x) => h("blockquote", {}, `“${x.text}”`, h("cite", {}, sourceText(x.source)))),
      r.note ? h("p", {}, r.note) : null,
    );
  const review = (r) => [
    [firmRef(r.firm, r.row), " ", rowNote(r.row)],
    linkRef(r.link),
    r.evidence,
    r.effect || "—",
    r.decision ? `${word("decision", r.decision)}${r.note ? `（${r.note}）` : ""}` : "待定",
  ];
  const sources = Object.entries(D.zone.sources || {});
  return [
    title("数据与说明"),
    section(
      "数据",
      h(
        "p",
        {},
        `名录 ${q.register}：${q.rows_in}行，采用${q.rows_used}家，未采用${q.rows_reported || 0}行；其中${q.firms_without_link}家不在任何一条链上。${q.reported ? `数据问题${q.reported}条，见 补链清单.xlsx“数据质量”。` : ""}`,
      ),
      h(
        "p",
        {},
        `报告日期${D.date}${D.zone.register_as_of ? `，名录截至${D.zone.register_as_of}` : ""}，由 ${D.generator} 生成。`,
      ),
      sentences(D.notices),
    ),
    section(
      "怎么看",
      key(),
      h(
        "p",
        {},
        "已有：本地有企业从事，证据充分或较可信。薄弱：产能不足、规模偏小或只有经营范围为证。在建：项目已开工。仅贸易：只有企业经销。未发现：名录不完整，没有查到；名录完整时为“缺失”。",
      ),
      h(
        "p",
        {},
        "补链：本地已有的环节必需它。延链：本地已有的环节供它。建链：细分链尚无基础，但有资源或市场。强链：薄弱。稳链：只靠一家。远期：暂不具备条件。",
      ),
      h("p", {}, "键盘：/ 查找，Esc 关闭右栏；图上方向键移动，加减号缩放，0 看全图，Tab 逐个环节，回车打开。"),
    ),
    list(D.reviews).length
      ? [
          h("h2", {}, "待复核"),
          table(
            "请人工确认的企业与环节，影响大的在前；在 补链清单.xlsx“待复核”填写后重新运行",
            [["企业"], ["环节", "mid"], ["证据", "wide"], ["确认后", "wide"], ["结论"]],
            D.reviews.map(review),
            { class: "reviews" },
          ),
          D.reviews_more ? h("p", { class: "note" }, `另有${D.reviews_more}条，见 补链清单.xlsx`) : null,
        ]
      : null,
    section(`招商规则集：${D.policy.title}（第${D.policy.version}版）`, list(D.policy.rules).map(rule)),
    sources.length
      ? section(
          "资料来源",
          h(
            "dl",
            { class: "sources" },
            sources.map(([id, s]) => [
              h("dt", {}, id),
              h(
                "dd",
                {},
                [s.publisher, s.title, s.date].filter(Boolean).join("，"),
                s.url ? [" ", outside(s.url, s.url)] : null,
              ),
            ]),
          ),
        )
      : null,
  ];
}

const DRAW = {
  home,
  chain: chainView,
  gaps: gapsView,
  targets: targetsView,
  counties: countiesView,
  campaign: campaignView,
  notes,
};
