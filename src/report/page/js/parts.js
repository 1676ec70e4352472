/* Pieces that views and panel share. */

/** Mark of a coverage: colour and shape, as on the maps. */
const mark = (link) => h("span", { class: `mark ${look(link)}`, title: lookWord(link) });
const coverageTag = (link) => h("span", { class: "cov" }, mark(link), lookWord(link));
const actionTag = (action) =>
  action && action !== "none" ? h("span", { class: `act ${action}` }, word("action", action)) : null;
const labelTags = (labels) => list(labels).map((l) => h("span", { class: `key ${l}` }, word("label", l)));
const admissionTag = (a) => h("span", { class: `adm ${a}` }, word("admission", a));

/** A link by id: mark and name. */
function linkRef(id, more) {
  const link = linkOf.get(id);
  if (!link) return h("span", {}, id);
  return h("span", { class: "linkref" }, mark(link), ref(openLink(link.id), link.name, { title: more || link.id }));
}
/** A local firm by row, where its card is on the page. */
const firmRef = (name, row) =>
  firmOf.has(row) ? ref(openFirm(row), name, { class: "firm" }) : h("span", { class: "firm" }, name);
const targetRef = (name, text) =>
  targetOf.has(name)
    ? ref(openTarget(name), text || name, { class: "firm" })
    : h("span", { class: "firm" }, text || name);
const rowNote = (row) => h("span", { class: "row" }, `名录第${row}行`);

/** Things with 、 between them, and none before a fold. */
const joined = (items) => items.flatMap((item, i) => (i && item.className !== "more" ? ["、", item] : [item]));
/** Links in a row, the first few of them. */
const linkRow = (ids, most) =>
  h(
    "span",
    { class: "linkrow" },
    some(list(ids), most, (id) => linkRef(id)),
  );
/** The first few of many, the rest behind a fold. */
function some(items, most, make) {
  const shown = items.slice(0, most).map(make);
  if (items.length > most) {
    const rest = items.slice(most).map(make);
    shown.push(h("details", { class: "more" }, h("summary", {}, `其余${rest.length}项`), rest));
  }
  return shown;
}

/** Sentences as a list; nothing where there are none. */
const sentences = (items, attributes) =>
  list(items).length
    ? h(
        "ul",
        attributes || {},
        items.map((text) => h("li", {}, text)),
      )
    : null;
/** A section; left out where it has nothing to show. */
function section(title, ...content) {
  const kept = content.flat(2).filter(Boolean);
  return kept.length ? h("section", {}, h("h3", {}, title), kept) : null;
}

/** A table: columns as [title, class]; rows of cells. On a phone each row is a card. */
function table(caption, columns, rows, attributes) {
  const head = columns.map(([title, cls]) => h("th", { scope: "col", class: cls }, title));
  const body = rows.map((cells) =>
    h(
      "tr",
      {},
      cells.map((cell, i) => h("td", { class: columns[i][1], "data-h": columns[i][0] }, cell)),
    ),
  );
  return h(
    "table",
    attributes || {},
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, head)),
    h("tbody", {}, body),
  );
}

/** Where a statement comes from: the zone's sources by key, addresses as links, else words. */
function sourceText(text) {
  return String(text || "")
    .split(/(https?:\/\/[^\s；，。）)]+)/)
    .map((piece) => (/^https?:\/\//.test(piece) ? outside(piece, piece) : piece));
}
function outside(url, text) {
  if (!/^https?:\/\//.test(url)) return text;
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

const projectText = (p) =>
  [
    `${word("project", p.stage)}“${p.name}”`,
    p.firm,
    p.county,
    p.investment_wan ? money(p.investment_wan) : null,
    p.size,
    p.size_remark,
    p.date,
    `项目表第${p.row}行`,
    p.source ? `来源：${p.source}` : null,
    p.stale ? "时间已久，须核现状" : null,
  ]
    .filter(Boolean)
    .join("，");

const evidenceText = (e) => `${word("field", e.field)}“${e.item}”${e.item === e.term ? "" : `，合“${e.term}”`}`;

/** How the rank stands up to other weights, in words. */
const stabilityText = (s) =>
  s ? `权重变动${s.draws}次，名次多在第${s.best}至${s.worst}位，进前十的占${share(s.top_ten)}` : "";

/** The same on a short line, for tables. */
const stabilityNote = (s) =>
  s ? h("small", {}, `第${s.best}–${s.worst}位，前十${Math.round(s.top_ten * 100)}%`) : null;
