/* The views. Each returns the content of `main`. */

const title = (text, ...rest) => h("div", { class: "head" }, h("h1", { id: "title", tabindex: -1 }, text), rest);
const nothing = (text) => h("p", { class: "empty" }, text);
const actions = ["fill", "extend", "build", "strengthen", "stabilise"];

/** What colours and marks mean. */
function key() {
  const seen = [...new Set(list(D.links).map(look))];
  const order = [...Object.keys(W.coverage), "excluded"].filter((c) => seen.includes(c));
  const cov = order.map((c) =>
    h("span", { class: "cov" }, h("span", { class: `mark ${c}` }), c === "excluded" ? "不招" : word("coverage", c)),
  );
  return h(
    "p",
    { class: "legend" },
    h("b", {}, "覆盖"),
    cov,
    h("b", {}, "对策"),
    actions.map(actionTag),
    actionTag("defer"),
  );
}

function home() {
  const count = (action) => list(D.gaps).filter((g) => g.action === action).length;
  const counted = D.chains.reduce((n, c) => n + c.links_counted, 0);
  const here = D.chains.reduce((n, c) => n + c.links_here, 0);
  const firms = D.data_quality.rows_used - D.data_quality.firms_without_link;
  const facts = [
    [firms, "家", "本地企业在链"],
    [`${here}/${counted}`, "", "可招商环节中本地已有"],
    [count("fill"), "个", "补链"],
    [count("extend"), "个", "延链"],
    [count("build"), "个", "建链"],
    [targetFirms.length, "家", "目标企业"],
  ];
  const stages = Object.keys(W.stage);
  const rows = D.chains.map((chain) => {
    const shown = shownIn(chain.id).filter((s) => !s.link.excluded);
    const cells = stages.map((stage) => {
      const at = shown.filter((s) => s.stage === stage);
      const held = at.filter((s) => isHere(s.link)).length;
      const building = at.filter((s) => s.link.coverage === "building").length;
      if (!at.length) return "—";
      const bar = h(
        "span",
        { class: "split", "aria-hidden": "true" },
        h("i", { class: "held" }),
        h("i", { class: "building" }),
      );
      bar.children[0].style.width = share(held / at.length);
      bar.children[1].style.width = share(building / at.length);
      return [h("span", { class: "frac" }, h("b", {}, String(held)), `/${at.length}`), bar];
    });
    const gaps = list(D.gaps).filter((g) => g.chain === chain.id);
    const numbers = actions.map((a) => {
      const n = gaps.filter((g) => g.action === a).length;
      return n ? ref({ v: "chain", c: chain.id, act: a, z: undefined, ...CLOSED }, String(n)) : "·";
    });
    const all = h("span", { class: "frac" }, h("b", {}, String(chain.links_here)), `/${chain.links_counted}`);
    return [
      ref({ v: "chain", c: chain.id, z: undefined, ...CLOSED }, chain.name, { class: "chain" }),
      ...cells,
      all,
      ...numbers,
    ];
  });
  const columns = [
    ["产业链"],
    ...stages.map((s) => [word("stage", s)]),
    ["可招商环节", "num"],
    ...actions.map((a) => [word("action", a), "num"]),
  ];
  const top = list(D.gaps)
    .filter((g) => isNewcomer(g.action))
    .slice(0, 12);
  return [
    title(D.chains.length === 10 ? "十大产业链总览" : "产业链总览"),
    h(
      "ul",
      { class: "figures" },
      facts.map(([n, unit, name]) => h("li", {}, h("b", {}, String(n)), unit, h("span", {}, name))),
    ),
    D.zone.register_complete
      ? null
      : h(
          "p",
          { class: "note" },
          `名录不完整${D.zone.register_note ? `（${D.zone.register_note}）` : ""}，“未发现”不等于“没有”。`,
        ),
    h("h2", {}, "覆盖矩阵"),
    table("每格为本地已有的环节数／环节总数（与他链共用的也计）；深色为已有，浅色为在建", columns, rows, { class: "matrix" }),
    key(),
    h("h2", {}, "最该补的环节"),
    gapTable(top),
    h("p", {}, ref({ v: "gaps", ...CLOSED }, `全部${list(D.gaps).length}个环节，见缺链清单`)),
  ];
}

function gapTable(gaps) {
  const rows = gaps.map((g) => [
    String(g.rank),
    [linkRef(g.link), h("small", {}, `${chainWord(g.chain)}·${word("stage", g.stage)}`)],
    actionTag(g.action),
    lookWord(linkOf.get(g.link)),
    labelTags(g.labels),
    [fixed(g.priority), stabilityNote(g.stability)],
    landingCell(list(g.landing)),
    list(g.targets).length ? joined(g.targets.slice(0, 3).map((t) => targetRef(t.name, t.short))) : "—",
  ]);
  const columns = [
    ["序", "num"],
    ["环节", "mid"],
    ["对策"],
    ["覆盖", "nw"],
    ["三键", "nw"],
    ["优先级", "num"],
    ["建议落地", "land"],
    ["目标企业", "wide"],
  ];
  const where = S.county ? `；本地企业或建议落地在${S.county}的环节` : "";
  const caption = `按优先级排列；优先级下为权重变动时的名次和进前十的比例${where}`;
  return table(caption, columns, rows, { class: "gaps" });
}

/** Where to land: the county that is asked for, where it is among the proposed, else the first. */
function landingCell(places) {
  const at = Math.max(
    places.findIndex((p) => p.county === S.county),
    0,
  );
  const place = places[at];
  if (!place) return "—";
  return [[place.county, place.park].filter(Boolean).join("·"), at ? h("small", {}, `第${at + 1}选`) : null];
}

function gapsView() {
  const gaps = list(D.gaps).filter((g) => passes(linkOf.get(g.link)));
  return [
    title("缺链清单", h("p", {}, `${gaps.length}个环节`)),
    gaps.length ? gapTable(gaps) : nothing("没有符合筛选的环节。"),
  ];
}

/** The map that is on show, kept while its chain is. */
let map = null;

function chainView() {
  const chain = chainOf.get(S.c);
  const drawn = $(`map-${chain.id}`);
  const as = drawn ? S.as || (NARROW.matches ? "list" : "map") : "list";
  const button = (value, text) =>
    h(
      "button",
      { type: "button", "aria-pressed": String(as === value), onclick: () => go({ as: value }, false) },
      text,
    );
  const shape = drawn
    ? h("div", { class: "switch", role: "group", "aria-label": "显示方式" }, button("map", "图"), button("list", "表"))
    : null;
  const whole = chain.links_counted ? `，完整度${share(chain.links_here / chain.links_counted)}` : "";
  const words = `可招商环节${chain.links_counted}个，本地已有${chain.links_here}个${whole}`;
  if (as === "list")
    return [title(`${chain.name}产业链`, h("p", {}, words), shape), key(), linkTable(chain), chainExtras(chain)];
  if (map?.chain !== chain.id) {
    map = new ChainMap(chain.id, (id) => go({ ...openLink(id) }));
    map.chain = chain.id;
  }
  const tool = (text, name, act) =>
    h("button", { type: "button", title: name, "aria-label": name, onclick: act }, text);
  const tools = h(
    "div",
    { class: "tools", role: "group", "aria-label": "缩放" },
    tool("＋", "放大", () => map.zoom(1.4)),
    tool("－", "缩小", () => map.zoom(1 / 1.4)),
    tool("全图", "看全图", () => map.fit()),
  );
  return [
    title(`${chain.name}产业链`, h("p", {}, words), shape),
    h("div", { class: "stage" }, map.element, tools),
    chainExtras(chain),
  ];
}

function linkTable(chain) {
  const shown = shownIn(chain.id).filter((s) => passes(s.link));
  if (!shown.length) return nothing("没有符合筛选的环节。");
  const stages = [...groups(shown, (s) => s.stage)].sort(
    ([a], [b]) => Object.keys(W.stage).indexOf(a) - Object.keys(W.stage).indexOf(b),
  );
  return stages.map(([stage, links]) => {
    const rows = links.map(({ link, id, name }) => [
      id,
      [
        linkRef(link.id),
        name === link.name ? null : h("small", {}, `在本链称${name}`),
        link.chain === chain.id ? null : h("small", {}, `见${chainWord(link.chain)}`),
      ],
      segmentWord(link),
      lookWord(link),
      actionTag(link.action) || "—",
      list(link.firms).length ? joined(some(link.firms, 2, (f) => firmRef(f.name, f.row))) : "—",
    ]);
    return table(
      `${word("stage", stage)}，${links.length}个环节`,
      [["编号"], ["环节"], ["细分链"], ["覆盖", "nw"], ["对策"], ["本地企业", "wide"]],
      rows,
      { class: "links" },
    );
  });
}

/** Balances and bundles of a chain, below its map. */
function chainExtras(chain) {
  const inside = (id) => linkOf.get(id)?.chain === chain.id;
  const balances = list(D.balances).filter((b) => inside(b.supplier) || inside(b.customer));
  const bundles = list(D.bundles).filter((b) => inside(b.around));
  return [
    balances.length ? section("产能平衡", h("ul", { class: "cards" }, balances.map(balanceItem))) : null,
    bundles.length ? section("组合引进", h("ul", { class: "cards" }, bundles.map(bundleItem))) : null,
  ];
}
