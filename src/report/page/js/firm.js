/* The side panel: the card of a local firm, or a target firm. */

/** One position of a firm: who supplies it, who buys, who does the same. */
function position(firm, p) {
  const link = linkOf.get(p.link);
  const peers = list(link?.firms).filter((f) => f.row !== firm.row.row);
  const partners = partnerItems(p.link);
  return h(
    "section",
    { class: "position" },
    h("h3", {}, linkRef(p.link), h("small", {}, `${chainWord(p.chain)}·${word("stage", link?.stage)}`)),
    h("p", {}, `${word("role", p.role)}，${word("grade", p.grade)}（${share(p.score)}）`),
    sentences(list(p.evidence).map(evidenceText), { class: "evidence" }),
    h(
      "div",
      { class: "vertical" },
      h(
        "div",
        {},
        h("h4", {}, "上游供方"),
        neighbours(suppliesTo.get(p.link), "from") || h("p", { class: "note" }, "链模型中没有"),
      ),
      h(
        "div",
        {},
        h("h4", {}, "下游客户"),
        neighbours(suppliesFrom.get(p.link), "to") || h("p", { class: "note" }, "链模型中没有"),
      ),
    ),
    peers.length
      ? [h("h4", {}, "横向：同环节企业"), h("p", {}, joined(some(peers, 6, (f) => firmRef(f.name, f.row))))]
      : null,
    partners.length ? [h("h4", {}, "横向：协作环节"), h("ul", {}, partners)] : null,
  );
}

function firmPanel(firm) {
  const facts = [
    ["所在地", [firm.county, firm.park].filter(Boolean).join("·")],
    ["状态", word("status", firm.status)],
    ["所属集团", firm.group],
    ["名录位置", `${firm.row.file}${firm.row.sheet ? `·${firm.row.sheet}` : ""} 第${firm.row.row}行`],
    ["资料来源", sourceText(firm.source)],
    ["资料日期", firm.source_date],
  ];
  const helps = list(D.introducers).find((i) => i.row === firm.row.row);
  return [
    h("p", { class: "kicker" }, "本地企业链位卡"),
    h("h2", { id: "panel-title", tabindex: -1 }, firm.name),
    h(
      "dl",
      { class: "facts" },
      facts.filter(([, v]) => v && v.length).map(([k, v]) => [h("dt", {}, k), h("dd", {}, v)]),
    ),
    list(firm.positions).map((p) => position(firm, p)),
    helps
      ? section(
          "可当红娘",
          h("p", {}, "可助：", linkRow(helps.gaps, 8)),
          h(
            "ul",
            {},
            list(helps.targets).map(([name, path]) => h("li", {}, targetRef(name), "：", path)),
          ),
        )
      : null,
  ];
}

function targetPanel(firm) {
  const t = firm.best;
  const investor = list(D.investors).find((i) => i.name === firm.name);
  return [
    h("p", { class: "kicker" }, "目标企业"),
    h("h2", { id: "panel-title", tabindex: -1 }, firm.name),
    h("p", { class: "tags" }, labelTags(firm.labels), admissionTag(t.admission)),
    h("p", {}, [placeOf(t), t.ticker].filter(Boolean).join("，")),
    t.expansion_of ? h("p", {}, `本市已有其企业${t.expansion_of}，可谈增资扩产。`) : null,
    investor ? section("全产业链引进", h("p", {}, investor.reason)) : null,
    firm.at.map((x) =>
      h(
        "section",
        {},
        h("h3", {}, linkRef(x.gap.link), actionTag(x.gap.action), h("small", {}, `得分${fixed(x.target.score)}`)),
        targetReasons(x.target),
      ),
    ),
  ];
}

/** What the state opens, or nothing. */
function panelContent() {
  if (S.firm) return firmPanel(firmOf.get(S.firm));
  if (S.target) return targetPanel(targetOf.get(S.target));
  if (S.link) return linkPanel(linkOf.get(S.link));
  return null;
}
