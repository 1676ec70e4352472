/* The chain map: the figure itself, to be moved, enlarged and clicked. */

/** Screen pixels of a unit of a figure from which on its small text can be read. */
const READABLE = 0.27;

class ChainMap {
  constructor(chain, pick) {
    const svg = $(`map-${chain}`).content.firstElementChild.cloneNode(true);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    svg.setAttribute("role", "group");
    svg.setAttribute("aria-label", `${chainWord(chain)}产业链图`);
    svg.querySelector("title")?.remove(); // else it follows the pointer everywhere
    const [, , w, h0] = svg.getAttribute("viewBox").split(" ").map(Number);
    this.svg = svg;
    this.home = { x: 60, y: 70, w: w - 120, h: h0 - 140 }; // without most of the print margin
    this.view = { ...this.home };
    this.boxes = new Map();
    for (const box of svg.querySelectorAll("g.link[id]")) this.box(box, pick);
    const keys = "图：方向键移动，加减号缩放，0 键看全图";
    this.element = h("div", { class: "map", tabindex: 0, role: "region", "aria-label": keys }, svg);
    this.pointers = new Map();
    for (const type of ["wheel", "pointerdown", "pointermove", "pointerup", "pointercancel", "keydown", "click"]) {
      const options = type === "wheel" ? { passive: false } : type === "click";
      this.element.addEventListener(type, (event) => this[type](event), options);
    }
    this.size = new ResizeObserver(() => this.resized());
    this.size.observe(this.element);
  }

  /** Makes a drawn box a button. */
  box(box, pick) {
    const id = box.id.slice(box.id.indexOf("-") + 1); // `QN-QN05`: chain, link
    const link = linkOf.get(id);
    if (!link) return;
    box.setAttribute("role", "button");
    box.setAttribute("tabindex", "0");
    const action = link.action === "none" ? "" : `，${word("action", link.action)}`;
    box.setAttribute("aria-label", `${link.name}，${lookWord(link)}${action}`);
    const open = () => pick(link.id);
    box.addEventListener("click", open);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    box.addEventListener("focus", () => box.matches(":focus-visible") && this.reveal(link.id));
    this.boxes.set(link.id, box);
  }

  /** Once on the page: rings around the boxes, for focus and choice. */
  placed() {
    for (const box of this.boxes.values()) {
      const { x, y, width, height } = box.getBBox();
      const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const place = { x: x - 9, y: y - 9, width: width + 18, height: height + 18, rx: 16, class: "ring" };
      for (const [key, value] of Object.entries(place)) ring.setAttribute(key, value);
      box.append(ring);
    }
  }

  /** Screen pixels of a unit of the figure. */
  get scale() {
    return this.element.clientWidth / this.view.w;
  }

  show(view, told) {
    const { clientWidth: w, clientHeight: t } = this.element;
    if (!w || !t) return;
    const widest = Math.max(this.home.w, (this.home.h * w) / t) * 1.05;
    view.w = Math.min(Math.max(view.w, 500), widest);
    view.h = (view.w * t) / w;
    const keep = (at, size, from, room) =>
      size >= room ? from - (size - room) / 2 : Math.min(Math.max(at, from), from + room - size);
    view.x = keep(view.x, view.w, this.home.x, this.home.w);
    view.y = keep(view.y, view.h, this.home.y, this.home.h);
    this.view = view;
    this.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
    if (told === false) return;
    clearTimeout(this.later);
    const z = [view.x, view.y, view.w].map(Math.round).join(",");
    this.later = setTimeout(() => this.element.isConnected && go({ z }, true), 250);
  }

  /** All of it. */
  fit() {
    this.show({ x: this.home.x, y: this.home.y, w: Infinity });
  }

  /** A place kept in the state, else the beginning of the figure, large enough to read. */
  restore(z) {
    const [x, y, w] = (z || "").split(",").map(Number);
    if (w > 0) this.show({ x, y, w }, false);
    else this.show({ x: this.home.x, y: this.home.y, w: this.element.clientWidth / READABLE }, false);
  }

  resized() {
    const middle = { x: this.view.x + this.view.w / 2, y: this.view.y + this.view.h / 2 };
    if (!this.fitted) this.restore(S.z);
    else if (this.width) {
      const w = (this.view.w * this.element.clientWidth) / this.width;
      const tall = (w * this.element.clientHeight) / this.element.clientWidth;
      this.show({ x: middle.x - w / 2, y: middle.y - tall / 2, w }, false);
    }
    const chosen = panelLinks().find((id) => this.boxes.has(id));
    if (chosen && (this.fitted || !S.z)) this.reveal(chosen);
    this.fitted = true;
    this.width = this.element.clientWidth;
  }

  zoom(factor, at) {
    const frame = this.element.getBoundingClientRect();
    const px = at ? (at.x - frame.left) / frame.width : 0.5;
    const py = at ? (at.y - frame.top) / frame.height : 0.5;
    const { x, y, w, h: tall } = this.view;
    const next = Math.max(w / factor, 500);
    const k = next / w;
    this.show({ x: x + w * px * (1 - k), y: y + tall * py * (1 - k), w: next });
  }

  move(dx, dy) {
    const { x, y, w } = this.view;
    this.show({ x: x - dx / this.scale, y: y - dy / this.scale, w });
  }

  /** Brings a box into sight. */
  reveal(id) {
    const box = this.boxes.get(id);
    if (!box || !this.element.clientWidth) return;
    const b = box.getBBox();
    const { x, y, w, h: tall } = this.view;
    const inside = b.x > x && b.y > y && b.x + b.width < x + w && b.y + b.height < y + tall;
    if (!inside) this.show({ x: b.x + b.width / 2 - w / 2, y: b.y + b.height / 2 - tall / 2, w }, false);
  }

  /** Brings a box into sight, large enough to read. */
  closeUp(id) {
    if (this.scale < READABLE) this.show({ ...this.view, w: this.element.clientWidth / READABLE }, false);
    this.reveal(id);
  }

  /** Dims what the filters leave out; marks what the panel is about, and its relations. */
  highlight() {
    const chosen = panelLinks().filter((id) => this.boxes.has(id));
    for (const [id, box] of this.boxes) {
      box.classList.toggle("off", isFiltered() && !passes(linkOf.get(id)));
      box.classList.toggle("on", chosen.includes(id));
    }
    for (const line of this.svg.querySelectorAll("g.relation")) {
      const [, from, to] = line.id.split("-");
      const on = chosen.includes(from) || chosen.includes(to);
      line.classList.toggle("on", on);
      line.classList.toggle("off", chosen.length ? !on : isFiltered());
    }
    if (chosen.length) this.reveal(chosen[0]);
  }

  wheel(event) {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0015)), { x: event.clientX, y: event.clientY });
  }

  pointerdown(event) {
    if (event.button > 0) return;
    if (!this.pointers.size) this.dragged = false;
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, from: [event.clientX, event.clientY] });
  }

  pointermove(event) {
    const last = this.pointers.get(event.pointerId);
    if (!last) return;
    const now = { ...last, x: event.clientX, y: event.clientY };
    if (Math.hypot(now.x - last.from[0], now.y - last.from[1]) > 6 && !this.dragged) {
      this.dragged = true;
      this.element.setPointerCapture(event.pointerId);
    }
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (!this.dragged) return;
    if (other) {
      const apart = (p) => Math.hypot(p.x - other.x, p.y - other.y);
      this.zoom(apart(now) / Math.max(apart(last), 1), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else {
      this.move(now.x - last.x, now.y - last.y);
    }
  }

  pointerup(event) {
    this.pointers.delete(event.pointerId);
  }

  pointercancel(event) {
    this.pointers.delete(event.pointerId);
  }

  /** The end of a drag is no click. */
  click(event) {
    if (this.dragged) event.stopPropagation();
    this.dragged = false;
  }

  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 90;
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) this.move(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.fit();
    else return;
    event.preventDefault();
  }
}
