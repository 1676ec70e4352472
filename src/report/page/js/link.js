/* The side panel: a link. */

/** A neighbour link with the local firms that hold it. */
function neighbour(id, notes) {
  const link = linkOf.get(id);
  const firms = list(link?.firms).slice(0, 3);
  const more = list(link?.firms).length + (link?.firms_more || 0) - firms.length;
  return h(
    "li",
    {},
    linkRef(id),
    link ? h("small", {}, [lookWord(link), ...notes].filter(Boolean).join("，")) : null,
    firms.length
      ? h(
          "span",
          { class: "held" },
          joined(firms.map((f) => firmRef(f.name, f.row))),
          more > 0 ? `等${firms.length + more}家` : null,
        )
      : null,
  );
}

/** What a relation is, beyond required material. */
function relationNotes(s) {
  return [
    s.kind === "material" ? null : word("kind", s.kind),
    s.optional ? "可选" : null,
    s.any !== undefined ? "多选一" : null,
  ];
}

/** Suppliers or customers of a link, required material first, one line a link. */
function neighbours(supplies, end) {
  const plain = (s) => (s.kind === "material" ? 0 : 2) + (s.optional ? 1 : 0);
  const sorted = [...list(supplies)].sort((a, b) => plain(a) - plain(b));
  const once = [...groups(sorted, (s) => s[end]).values()].map((all) => all[0]);
  return once.length
    ? h(
        "ul",
        { class: "near" },
        some(once, 8, (s) => neighbour(s[end], relationNotes(s))),
      )
    : null;
}

const partnersOf = (id) => list(D.partners).filter((p) => p.links.includes(id));

function partnerItems(id) {
  return partnersOf(id).map((p) =>
    h(
      "li",
      {},
      h("span", { class: "by" }, word("by", p.by)),
      linkRow(
        p.links.filter((x) => x !== id),
        8,
      ),
      h("p", {}, p.why, p.source ? [" 来源：", sourceText(p.source)] : null),
    ),
  );
}

/** 优先级: parts as bars. */
function priority(gap) {
  const rows = list(gap.parts).map((part) => {
    const known = part.value !== undefined;
    const bar = h("span", { class: "bar" }, h("i", {}));
    bar.firstChild.style.width = known ? share(part.value) : "0";
    const full = (part.weight * 100) / gap.known_weight;
    const points = known ? `${fixed(part.value * full)}／${fixed(full)}` : "不适用";
    return [part.name, [known ? bar : null, h("small", {}, part.reason)], points];
  });
  return [
    h(
      "p",
      {},
      `优先级${fixed(gap.priority)}，全部环节中列第${gap.rank}位。`,
      stabilityText(gap.stability),
      gap.stability ? "。" : null,
    ),
    table("优先级的构成", [["项目"], ["得分与依据", "wide"], ["得分／满分", "num"]], rows, { class: "parts" }),
    gap.known_weight < 1
      ? h("p", { class: "note" }, `可算的权重占${share(gap.known_weight)}，其余不适用，已按可算部分折合。`)
      : null,
  ];
}

/** 项目卡 */
function card(c) {
  const parts = [
    ["市场需求", c.demand],
    ["原料与配套", c.inputs],
    ["成本与资源", c.costs],
    ["政策依据", c.policy],
    ["风险与须核", c.risks],
  ];
  return section(
    "项目卡",
    h("p", { class: "lead" }, c.project),
    h(
      "dl",
      {},
      parts
        .filter(([, lines]) => list(lines).length)
        .map(([title, lines]) => [h("dt", {}, title), h("dd", {}, sentences(lines))]),
    ),
  );
}

function landing(places) {
  const items = places.map((p) =>
    h(
      "li",
      {},
      h("b", {}, [p.county, p.park].filter(Boolean).join("·")),
      list(p.neighbours).length ? h("p", {}, "已有上下游：", linkRow(p.neighbours, 6)) : null,
      sentences(p.reasons),
    ),
  );
  return h("ol", {}, items);
}

/** Why a target, for one gap. */
function targetReasons(t) {
  return [
    sentences(t.reasons),
    list(t.conditions).length ? [h("h5", {}, "须先办理"), sentences(t.conditions)] : null,
    t.consulted === undefined ? null : h("p", {}, t.consulted ? "已与县市区沟通（有记录）" : "尚无与县市区沟通的记录"),
    list(t.matchmakers).length
      ? [
          h("h5", {}, "红娘（以商招商）"),
          h(
            "ul",
            {},
            t.matchmakers.map((m) => h("li", {}, firmRef(m.name, m.row), "，", m.path, "，", rowNote(m.row))),
          ),
        ]
      : null,
    list(t.label_reasons).length ? [h("h5", {}, "三键依据"), sentences(t.label_reasons)] : null,
    h("p", { class: "note" }, "依据：", sourceText(t.basis)),
  ];
}

function targetItem(t, open) {
  return h(
    "details",
    { class: "target", open },
    h(
      "summary",
      {},
      h("b", {}, t.name),
      h("small", {}, [placeOf(t), t.ticker].filter(Boolean).join("，")),
      h(
        "span",
        { class: "tags" },
        h("span", { class: "score" }, fixed(t.score)),
        labelTags(t.labels),
        admissionTag(t.admission),
        t.expansion_of ? h("span", { class: "key" }, "增资扩产") : null,
      ),
    ),
    targetReasons(t),
    h("p", {}, targetRef(t.name, "这家企业的全部机会")),
  );
}

function localFirm(link, f) {
  const evidence = list(firmOf.get(f.row)?.positions).find((p) => p.link === link.id)?.evidence;
  const said = [word("role", f.role), word("grade", f.grade), f.county, word("status", f.status)]
    .filter(Boolean)
    .join("，");
  return h(
    "li",
    {},
    firmRef(f.name, f.row),
    " ",
    rowNote(f.row),
    h("small", {}, said),
    sentences(list(evidence).map(evidenceText), { class: "evidence" }),
  );
}

const balanceItem = (b) =>
  h(
    "li",
    {},
    linkRef(b.supplier),
    " → ",
    linkRef(b.customer),
    h("p", {}, b.reason, b.year ? `（${b.year}年）` : null),
    h("p", { class: "note" }, "来源：", sourceText(b.source)),
  );

const bundleItem = (b) =>
  h(
    "li",
    {},
    "围绕",
    linkRef(b.around),
    h(
      "ol",
      {},
      b.gaps.map((id, i) => h("li", {}, linkRef(id), b.firms[i] ? ["：", targetRef(b.firms[i])] : "：尚无目标企业")),
    ),
    h("p", {}, b.reason),
  );

function linkPanel(link) {
  const gap = gapOf.get(link.id);
  const where = [
    chainWord(link.chain),
    segmentWord(link),
    word("stage", link.stage),
    word("nature", link.nature),
  ].filter(Boolean);
  const props = [...list(link.flags).map((f) => word("flag", f)), link.strategic ? "战略性新兴产业" : null].filter(
    Boolean,
  );
  const balances = list(D.balances).filter((b) => b.supplier === link.id || b.customer === link.id);
  const bundles = list(D.bundles).filter((b) => b.around === link.id || b.gaps.includes(link.id));
  const also = list(link.also).map((a) => `${chainWord(a.chain)}“${a.name}”（${a.id}）`);
  return [
    h("p", { class: "kicker" }, where.join("·")),
    h("h2", { id: "panel-title", tabindex: -1 }, link.name, h("small", {}, link.id)),
    h("p", { class: "tags" }, coverageTag(link), actionTag(link.action), labelTags(gap?.labels)),
    S.v === "chain" && S.c === link.chain
      ? null
      : h(
          "p",
          {},
          ref({ v: "chain", c: link.chain, link: link.id, z: undefined }, `在${chainWord(link.chain)}产业链图中查看`),
        ),
    section(
      "判定与理由",
      h("p", {}, link.coverage_reason),
      sentences(link.reasons),
      link.steps > 0 ? h("p", {}, `距最近的已有环节${link.steps}步。`) : null,
      list(link.lacks).length ? h("p", {}, "配齐必需投入还缺：", linkRow(link.lacks, 8)) : null,
      sentences(link.resources),
      link.saturated ? h("p", {}, `市场饱和：${link.saturated}`) : null,
      link.backward ? h("p", {}, `落后产能：${link.backward}`) : null,
    ),
    gap?.card ? card(gap.card) : null,
    list(gap?.targets).length
      ? section(
          `目标企业（${gap.targets.length}家）`,
          gap.targets.map((t, i) => targetItem(t, i === 0)),
        )
      : null,
    list(gap?.landing).length ? section("建议落地", landing(gap.landing)) : null,
    list(link.firms).length
      ? section(
          `本地企业（在业可信${link.here}家${link.leads ? `，线索${link.leads}家` : ""}）`,
          h(
            "ul",
            { class: "firms" },
            link.firms.map((f) => localFirm(link, f)),
          ),
          link.firms_more ? h("p", { class: "note" }, `另有${link.firms_more}家，见 补链清单.xlsx`) : null,
        )
      : null,
    list(link.projects).length ? section("项目", sentences(link.projects.map(projectText))) : null,
    gap ? section("优先级", priority(gap)) : null,
    balances.length ? section("产能平衡", h("ul", {}, balances.map(balanceItem))) : null,
    section("投入（上游供方）", neighbours(suppliesTo.get(link.id), "from")),
    section("去向（下游客户）", neighbours(suppliesFrom.get(link.id), "to")),
    partnersOf(link.id).length ? section("横向协作", h("ul", {}, partnerItems(link.id))) : null,
    bundles.length ? section("组合引进", h("ul", {}, bundles.map(bundleItem))) : null,
    section(
      "其他",
      props.length ? h("p", {}, `属性：${props.join("、")}`) : null,
      also.length ? h("p", {}, `同一环节：${also.join("、")}`) : null,
      list(link.codes).length ? h("p", {}, `国民经济行业代码：${link.codes.join("、")}（问号为不确定）`) : null,
    ),
  ];
}
