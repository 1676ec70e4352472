"""What a planner's colleague would otherwise write: pandas + networkx + matplotlib.

    pip install pandas networkx matplotlib pyyaml
    python tests/bench/pandas_way.py REGISTER.csv OUT_FOLDER

Reads the register and the ten chain models, finds the terms of every link in three columns as plain
text (no items, no heads, no activities, no grades, no reasons), finds the links that nobody holds, and
draws a picture of each chain's graph. To be held against `bulian run` and `bulian match`.
"""

import re
import sys
import time
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import networkx as nx
import pandas as pd
import yaml

register, out = Path(sys.argv[1]), Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)
start = time.perf_counter()
clock = lambda what: print(f"{what}: {time.perf_counter() - start:.1f} s")

models = [yaml.safe_load(p.read_text()) for p in sorted(Path("chains").glob("*.yaml"))]
models = [m for m in models if isinstance(m.get("links"), dict)]
clock("models read")
firms = pd.read_csv(register, dtype=str).fillna("")
text = firms["企业名称"] + "；" + firms["主营产品"] + "；" + firms["经营范围"]
clock(f"register read, {len(firms)} rows")

held = {}
for model in models:
    for name, link in model["links"].items():
        terms = [re.escape(str(t)) for t in link.get("terms", [])]
        if terms:
            found = text.str.contains("|".join(terms), regex=True)
            held[link["id"]] = firms.index[found]
pairs = pd.DataFrame([(firm, link) for link, own in held.items() for firm in own], columns=["firm", "link"])
pairs.to_csv(out / "pairs.csv", index=False)
clock(f"matched, {len(pairs)} pairs")

plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "SimHei", "sans-serif"]
for model in models:
    graph = nx.DiGraph()
    for name, link in model["links"].items():
        graph.add_node(name, held=len(held.get(link["id"], [])) > 0)
    for name, link in model["links"].items():
        for need in link.get("inputs", []) or []:
            supplier = need if isinstance(need, str) else str(need.get("link", ""))
            if supplier in graph:
                graph.add_edge(supplier, name)
    colours = ["tab:green" if graph.nodes[n]["held"] else "tab:red" for n in graph]
    plt.figure(figsize=(16, 11))
    nx.draw_networkx(graph, nx.spring_layout(graph, seed=1), node_color=colours, font_size=6)
    plt.savefig(out / f"{model['id']}.png", dpi=150)
    plt.close()
clock("ten pictures drawn")
