/* What is shown stands in the address after `#`: it can be kept, sent and gone back to. */

const VIEWS = {
  home: "总览",
  gaps: "缺链清单",
  targets: "目标企业",
  counties: "县市区",
  campaign: "招商行动",
  notes: "数据与说明",
};
/** Filters: key → word, choices as token → word. */
const FILTERS = {
  cov: ["覆盖", { ...W.coverage, excluded: "不招" }],
  act: ["对策", W.action],
  label: ["三键", W.label],
  county: ["县市区", Object.fromEntries(counties.map((c) => [c, c]))],
};
/** Views in which the filters are of use. */
const FILTERED = ["chain", "gaps", "targets"];
const NARROW = matchMedia("(max-width: 760px)");

let S = {};

/** State of an address; what is unknown is dropped. */
function parse(hash) {
  const p = new URLSearchParams(hash.replace(/^#/, ""));
  const state = { v: "home" };
  if (p.get("v") in VIEWS || p.get("v") === "chain") state.v = p.get("v");
  if (chainOf.has(p.get("c"))) state.c = p.get("c");
  if (state.v === "chain" && !state.c) state.v = "home";
  if (linkOf.has(p.get("link"))) state.link = linkOf.get(p.get("link")).id;
  if (firmOf.has(Number(p.get("firm")))) state.firm = Number(p.get("firm"));
  if (targetOf.has(p.get("target"))) state.target = p.get("target");
  for (const [key, [, choices]] of Object.entries(FILTERS)) {
    if (Object.hasOwn(choices, p.get(key) || "")) state[key] = p.get(key);
  }
  if (["map", "list"].includes(p.get("as"))) state.as = p.get("as");
  if (/^-?\d+(,-?\d+){2}$/.test(p.get("z") || "")) state.z = p.get("z");
  return state;
}

const address = (state) => {
  const kept = Object.entries(state).filter(([, value]) => value !== undefined && value !== null);
  return `#${new URLSearchParams(kept)}`;
};

/** Set where a link was asked for by name: its map then shows it large. */
let closer = false;

/** Changes the state. A step back of the browser undoes it, unless it is a `quiet` change. */
function go(change, quiet) {
  const next = address({ ...S, ...change });
  if (next === location.hash) return;
  closer = change.v === "chain" && Boolean(change.link);
  if (quiet) {
    S = parse(next);
    history.replaceState(null, "", next);
  } else {
    location.hash = next;
  }
}

const CLOSED = { link: undefined, firm: undefined, target: undefined };
const openLink = (id) => ({ ...CLOSED, link: id });
const openFirm = (row) => ({ ...CLOSED, firm: row });
const openTarget = (name) => ({ ...CLOSED, target: name });

/** The links that the panel is about: the open one, those of the open firm, those the target could fill. */
function panelLinks() {
  if (S.firm) return list(firmOf.get(S.firm).positions).map((p) => p.link);
  if (S.target) return targetOf.get(S.target).at.map((x) => x.gap.link);
  return S.link ? [S.link] : [];
}

/** A reference inside the page; Ctrl-click opens it elsewhere, as with any link. */
function ref(change, text, attributes) {
  const onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(change);
  };
  return h("a", { href: address({ v: S.v, c: S.c, ...change }), onclick, ...attributes }, text);
}

/** Whether a link passes the filters; the county asks for a firm there or a landing suggested there. */
function passes(link) {
  const gap = gapOf.get(link.id);
  const labels = gap ? [...list(gap.labels), ...list(gap.targets).flatMap((t) => list(t.labels))] : [];
  const places = [...list(link.firms), ...list(gap?.landing)].map((x) => x.county);
  return (
    (!S.cov || look(link) === S.cov) &&
    (!S.act || link.action === S.act) &&
    (!S.label || labels.includes(S.label)) &&
    (!S.county || places.includes(S.county))
  );
}
const isFiltered = () => Object.keys(FILTERS).some((key) => S[key]);
