"use strict";

/* Data, indexes over it, and small helpers. Text reaches the page only as text nodes. */

const $ = (id) => document.getElementById(id);

/** The study (see `bulian schema study`), with repeated strings put back in their places. */
const D = (() => {
  const { strings, value } = JSON.parse($("data").textContent);
  const back = (v) => {
    if (typeof v === "string" && v[0] === "~") {
      return v[1] === "~" ? v.slice(1) : strings[Number(v.slice(1))];
    }
    if (v && typeof v === "object") {
      for (const key of Object.keys(v)) v[key] = back(v[key]);
    }
    return v;
  };
  return back(value);
})();

/** Chinese words of tokens. */
const W = D.words;
const word = (kind, token) => (W[kind] && W[kind][token]) || token || "";
/** Empty lists are left out of the data. */
const list = (value) => value || [];

const linkOf = new Map();
for (const link of list(D.links)) {
  linkOf.set(link.id, link);
  for (const alias of list(link.also)) linkOf.set(alias.id, link);
}
const chainOf = new Map(list(D.chains).map((chain) => [chain.id, chain]));
const gapOf = new Map(list(D.gaps).map((gap) => [gap.link, gap]));
const firmOf = new Map(list(D.firms).map((firm) => [firm.row.row, firm]));

/** Groups items by a key; the groups keep the order of the items. */
function groups(items, keyOf) {
  const map = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!map.has(key)) map.set(key, []);
    map.get(key).push(item);
  }
  return map;
}
const suppliesTo = groups(list(D.supplies), (s) => s.to);
const suppliesFrom = groups(list(D.supplies), (s) => s.from);

/** Target firms over all gaps, best score first: `{name, short, province, …, at: [{gap, target}]}`. */
const targetFirms = (() => {
  const at = list(D.gaps).flatMap((gap) => list(gap.targets).map((target) => ({ gap, target })));
  const firms = [...groups(at, (x) => x.target.name).values()].map((all) => {
    const best = all.reduce((a, b) => (b.target.score > a.target.score ? b : a)).target;
    const labels = Object.keys(W.label).filter((l) => all.some((x) => list(x.target.labels).includes(l)));
    return { name: best.name, short: best.short, best, labels, at: all };
  });
  return firms.sort((a, b) => b.best.score - a.best.score || b.at.length - a.at.length);
})();
const targetOf = new Map(targetFirms.map((firm) => [firm.name, firm]));

/** Counties by the zone's settings, else those of the firms. */
const counties = (() => {
  const named = list(D.counties).map((c) => c.name);
  if (named.length) return named;
  return [
    ...new Set(
      list(D.firms)
        .map((f) => f.county)
        .filter(Boolean),
    ),
  ].sort();
})();

const isHere = (link) => link.coverage === "covered" || link.coverage === "weak";
const isNewcomer = (action) => ["fill", "extend", "build"].includes(action);
/** Token a link is filtered and coloured by: its coverage, or that it is excluded. */
const look = (link) => (link.excluded ? "excluded" : link.coverage);
const lookWord = (link) => (link.excluded ? "不招" : word("coverage", link.coverage));
const segmentWord = (link) => (chainOf.get(link.chain)?.segments || {})[link.segment] || "";
const chainWord = (id) => chainOf.get(id)?.name || id;
/** Links shown in a chain, with the id, name and stage they have there. */
function shownIn(chain) {
  const out = [];
  for (const link of list(D.links)) {
    if (link.chain === chain) out.push({ link, id: link.id, name: link.name, stage: link.stage });
    for (const a of list(link.also)) {
      if (a.chain === chain) out.push({ link, id: a.id, name: a.name, stage: a.stage });
    }
  }
  return out;
}

const share = (x) => `${Math.round(x * 1000) / 10}%`;
const fixed = (x) => (Math.round(x * 10) / 10).toFixed(1);
const money = (wan) => (wan >= 10000 ? `${Math.round(wan / 1000) / 10}亿元` : `${Math.round(wan)}万元`);
const placeOf = (t) => [t.province, t.city].filter((x, i, all) => x && all.indexOf(x) === i).join("");

/** A text in pieces, its dates in one line each. */
function unbroken(text) {
  return text.split(/(\d{4}-\d\d-\d\d)/).map((piece, n) => {
    if (n % 2 === 0) return piece;
    const date = document.createElement("span");
    date.className = "nw";
    date.textContent = piece;
    return date;
  });
}

/** An element: `h("a", {class: "x", onclick: f}, "text", child, [more])`; null children are left out. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  const given = children.flat(3).filter((c) => c !== null && c !== undefined && c !== false && c !== "");
  element.append(...given.flatMap((c) => (typeof c === "string" ? unbroken(c) : [c])));
  return element;
}
