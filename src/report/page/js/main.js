/* Frame of the page: tabs, filters, search, keys; draws what the state says. */

function drawFrame() {
  const as_of = D.zone.register_as_of ? `名录截至${D.zone.register_as_of}，` : "";
  $("sub").textContent = `${as_of}报告日期${D.date}`;
  $("foot").textContent = `${D.zone.name}，${D.generator}，${D.date}。每句话可查到名录行号或资料来源。`;
  const current = (on) => ({ "aria-current": on ? "page" : null });
  const tab = ([v, name]) => ref({ v, ...CLOSED }, name, current(S.v === v));
  $("views").replaceChildren(...Object.entries(VIEWS).map(tab));
  const chain = (c) => {
    const count = h("small", {}, `${c.links_here}/${c.links_counted}`);
    return ref(
      { v: "chain", c: c.id, z: undefined, ...CLOSED },
      [c.name, count],
      current(S.v === "chain" && S.c === c.id),
    );
  };
  $("chains").replaceChildren(...D.chains.map(chain));
  const current_ = document.querySelector("#chains [aria-current]");
  if (current_) $("chains").scrollLeft = current_.offsetLeft - $("chains").clientWidth / 2;
}

function drawFilters() {
  const form = $("filters");
  form.hidden = !FILTERED.includes(S.v);
  if (!form.children.length) {
    for (const [key, [name, choices]] of Object.entries(FILTERS)) {
      if (!Object.keys(choices).length) continue;
      const options = Object.entries(choices).map(([value, text]) => h("option", { value }, text));
      const select = h(
        "select",
        { name: key, onchange: (e) => go({ [key]: e.target.value || undefined }) },
        h("option", { value: "" }, "全部"),
        options,
      );
      form.append(h("label", {}, name, select));
    }
    const none = Object.fromEntries(Object.keys(FILTERS).map((key) => [key, undefined]));
    form.append(h("button", { type: "button", onclick: () => go(none) }, "清除筛选"), h("output", {}));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  for (const select of form.querySelectorAll("select")) select.value = S[select.name] || "";
  form.querySelector("button").hidden = !isFiltered();
  const shown = S.v === "chain" ? shownIn(S.c).map((s) => s.link) : [];
  const passed = shown.filter(passes).length;
  form.querySelector("output").textContent =
    isFiltered() && shown.length ? `${shown.length}个环节中${passed}个符合` : "";
}

/** The parts of the state that `main` depends on: the panel and the map's place are none of them. */
const mainKey = (state) => JSON.stringify([state.v, state.c, state.as, ...Object.keys(FILTERS).map((k) => state[k])]);
const panelKey = (state) => JSON.stringify([state.link, state.firm, state.target]);

function drawMain(before) {
  const main = $("main");
  main.className = S.v;
  if (S.v !== "chain") map = null;
  main.replaceChildren(...DRAW[S.v]().flat(3).filter(Boolean));
  if (map && !map.ringed) {
    map.placed();
    map.ringed = true;
  }
  document.title = `${S.v === "chain" ? `${chainWord(S.c)}产业链` : VIEWS[S.v]}－${D.zone.name}产业链图册`;
  if (before.v && (before.v !== S.v || before.c !== S.c)) {
    scrollTo(0, 0);
    if (!panelContent()) $("title").focus({ preventScroll: true });
  }
}

/** What had the focus when the panel was opened. */
let opener = null;

function drawPanel() {
  const panel = $("panel");
  const content = panelContent();
  const was = !panel.hidden;
  panel.hidden = !content;
  document.body.classList.toggle("open", Boolean(content));
  if (!content) {
    panel.replaceChildren();
    if (was && opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    return;
  }
  if (!was) opener = document.activeElement;
  const close = h(
    "button",
    { type: "button", class: "close", "aria-label": "关闭（Esc）", title: "关闭（Esc）", onclick: () => go(CLOSED) },
    "×",
  );
  panel.replaceChildren(close, ...content.flat(3).filter(Boolean));
  panel.scrollTop = 0;
  $("panel-title").focus({ preventScroll: true });
}

/* On paper nothing can be unfolded: what to take along is printed. */
addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll(".visits details")) fold.open = true;
});

function draw() {
  const before = S;
  S = parse(location.hash);
  drawFrame();
  drawFilters();
  if (mainKey(before) !== mainKey(S)) drawMain(before);
  else if (map && S.z && S.z !== before.z) map.restore(S.z);
  if (panelKey(before) !== panelKey(S)) drawPanel();
  map?.highlight();
  if (closer && S.link) map?.closeUp(S.link);
  closer = false;
}

/* Search: a box with a list of what is found. */

const INDEX = [
  ...list(D.links).map((l) => ({
    text: [l.name, l.id, l.en, ...list(l.also).flatMap((a) => [a.name, a.id])],
    name: l.name,
    kind: `环节·${chainWord(l.chain)}`,
    change: openLink(l.id),
    link: l,
  })),
  ...list(D.firms).map((f) => ({ text: [f.name], name: f.name, kind: "本地企业", change: openFirm(f.row.row) })),
  ...targetFirms.map((t) => ({
    text: [t.name, t.short, t.best.ticker || ""],
    name: t.name,
    kind: "目标企业",
    change: openTarget(t.name),
  })),
].map((entry) => ({ ...entry, text: entry.text.map((t) => t.toLowerCase()) }));

/** What holds every word of a query: first what begins with it, then what has another name that does; the shorter first. */
function find(query) {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const rank = (entry) => {
    if (!words.every((w) => entry.text.some((t) => t.includes(w)))) return Infinity;
    const begins = (text) => text.toLowerCase().startsWith(words[0]);
    return (begins(entry.name) ? 0 : entry.text.some(begins) ? 500 : 1000) + entry.name.length;
  };
  const ranked = INDEX.map((entry) => [rank(entry), entry]).filter(([r]) => r < Infinity);
  return ranked
    .sort((a, b) => a[0] - b[0])
    .slice(0, 14)
    .map(([, entry]) => entry);
}

function search() {
  const input = $("q");
  const hits = $("hits");
  let found = [];
  let at = -1;
  const mark_ = (next) => {
    at = next;
    [...hits.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
    if (at >= 0) {
      input.setAttribute("aria-activedescendant", `hit-${at}`);
      hits.children[at].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    hits.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark_(-1);
  };
  const take = (entry) => {
    close();
    input.value = "";
    input.blur();
    go(entry.link && S.v === "chain" ? { v: "chain", c: entry.link.chain, ...entry.change } : entry.change);
  };
  const show = () => {
    found = find(input.value);
    const item = (entry, i) =>
      h(
        "li",
        { role: "option", id: `hit-${i}`, onpointerdown: (e) => e.preventDefault(), onclick: () => take(entry) },
        entry.link ? mark(entry.link) : null,
        h("span", { class: "firm" }, entry.name),
        h("small", {}, entry.kind),
      );
    const none = input.value.trim() ? [h("li", { class: "none" }, "没有查到")] : [];
    hits.replaceChildren(...(found.length ? found.map(item) : none));
    hits.hidden = !hits.children.length;
    input.setAttribute("aria-expanded", String(!hits.hidden));
    mark_(found.length ? 0 : -1);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => input.value && show());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const n = found.length;
    if (event.key === "ArrowDown" && n) mark_((at + 1) % n);
    else if (event.key === "ArrowUp" && n) mark_((at + n - 1) % n);
    else if (event.key === "Enter" && !hits.hidden && found[at]) take(found[at]);
    else if (event.key === "Escape" && !hits.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("panel").hidden) go(CLOSED);
  else if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    $("q").focus();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("main").focus();
});
addEventListener("hashchange", draw);
/* On paper a map is shown whole. */
addEventListener("beforeprint", () => map?.svg.setAttribute("viewBox", Object.values(map.home).join(" ")));
addEventListener("afterprint", () => map?.restore(S.z));

search();
draw();
