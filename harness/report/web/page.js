// Draws the charts of a report and answers its controls. Every text of the run goes through
// textContent or through Vega, never through markup.
"use strict";
(async () => {
  const byId = (id) => document.getElementById(id);
  // Charts and samples stand in the page in deflated columns; nothing is fetched.
  const unpacked = async (id) => {
    const packed = Uint8Array.from(atob(byId(id).textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).blob();
  };
  const page = JSON.parse(await (await unpacked("charts")).text());
  const state = { baseline: page.baseline, workloads: new Set(page.workloads), scale: "as drawn" };
  const drawn = new Map(); // chart id -> what is to be finalized before it is drawn again
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  let onPaper = false;
  let busy = Promise.resolve();

  const themeName = () => {
    if (onPaper || printing.matches) return "light";
    const chosen = document.documentElement.dataset.choice || "system";
    return chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  };
  const showTheme = () => { document.documentElement.dataset.theme = themeName(); };

  // A chart of this baseline, or null where it says nothing about ratios and so has only one.
  let others = null; // unpacked when another baseline is chosen for the first time
  const chartOf = (chart) => (others && others[state.baseline] && others[state.baseline][chart.id]) ||
    { ...chart, rows: ownRows.get(chart.id) };
  const ownRows = new Map();

  // A chart has panels, one a workload, or rows of which some are workloads; those not chosen go.
  const hidden = (text) => {
    if (typeof text !== "string" || text === "") return false;
    const cut = text.indexOf("\u2026");
    const label = page.workloads.find((w) => w === text ||
      (cut > 0 && w.startsWith(text.slice(0, cut)) && w.endsWith(text.slice(cut + 1))));
    return label !== undefined && !state.workloads.has(label);
  };
  const isHiddenRow = (row) => row !== null && typeof row === "object" &&
    (hidden(row.workload) || hidden(row.name));

  const filtered = (node) => {
    if (Array.isArray(node)) return node.map(filtered);
    if (node === null || typeof node !== "object") return node;
    const copy = {};
    for (const [key, value] of Object.entries(node)) {
      if (key === "values" && Array.isArray(value)) copy[key] = value.filter((row) => !isHiddenRow(row));
      else if (key === "domain" && Array.isArray(value)) copy[key] = value.filter((name) => !hidden(name));
      else copy[key] = filtered(value);
    }
    return copy;
  };

  const rowsOf = (panel) => new Set((JSON.stringify(panel).match(/"name":"[^"]*"/g)) || []).size;
  const chosen = (spec) => {
    if (state.workloads.size === page.workloads.length) return structuredClone(spec);
    const kept = structuredClone(spec);
    kept.vconcat = (spec.vconcat || [])
      .filter((panel) => !hidden(panel.title && panel.title.text))
      .map((panel) => {
        const fewer = filtered(panel);
        const before = rowsOf(panel);
        if (typeof panel.height === "number" && before > 0) {
          fewer.height = panel.height * Math.max(1, rowsOf(fewer)) / before;
        }
        return fewer;
      });
    // Only the last panel of a plot carries the axis' words: without it, the new last one gets them.
    return kept.vconcat.length > 0 && JSON.stringify(kept.vconcat).includes('"labels":true')
      ? kept : withAxis(kept, spec);
  };
  const withAxis = (kept, spec) => {
    const looks = [];
    const visit = (node, found) => {
      if (node === null || typeof node !== "object") return;
      if (node.x && node.x.axis && node.x.axis.labels !== undefined) found.push(node.x);
      Object.values(node).forEach((child) => visit(child, found));
    };
    visit(spec.vconcat[spec.vconcat.length - 1], looks);
    const last = [];
    visit(kept.vconcat[kept.vconcat.length - 1], last);
    for (const x of last) if (looks.length > 0) x.axis = looks[0].axis;
    return kept;
  };

  const fitted = (spec, room) => {
    const margin = (spec.usermeta && spec.usermeta.sharebench && spec.usermeta.sharebench.margin) || 0;
    const width = Math.max(80, Math.floor(room - margin));
    for (const panel of spec.vconcat || [spec]) if (typeof panel.width === "number") panel.width = width;
    return spec;
  };

  // The smallest figure above 0 that is drawn along x: where a logarithmic axis can begin.
  const least = (spec) => {
    let found = Infinity;
    const visit = (node) => {
      if (node === null || typeof node !== "object") return;
      for (const key of ["value", "low", "high", "x", "count", "seconds"]) {
        if (typeof node[key] === "number" && node[key] > 0) found = Math.min(found, node[key]);
      }
      Object.values(node).forEach(visit);
    };
    visit(spec.vconcat.map((panel) => (panel.layer || []).map((layer) => layer.data)));
    return found;
  };

  // Another scale under the same marks: ticks and their words stay true. What is stacked from 0 has
  // no logarithmic form.
  const scaled = (spec) => {
    if (state.scale === "as drawn" || JSON.stringify(spec).includes('"field":"to"')) return spec;
    const log = state.scale === "logarithmic";
    const smallest = least(spec);
    const visit = (node) => {
      if (node === null || typeof node !== "object") return;
      const x = node.x;
      if (x && x.type === "quantitative" && x.scale && Array.isArray(x.scale.domain)) {
        const was = x.scale.type;
        if (log && was === "linear" && Number.isFinite(smallest)) {
          x.scale = { ...x.scale, type: "log", domain: [Math.min(smallest * 0.8, x.scale.domain[1] / 10), x.scale.domain[1]] };
          delete x.scale.zero;
        } else if (!log && was === "log") {
          x.scale = { ...x.scale, type: "linear", zero: true, domain: [0, x.scale.domain[1]] };
        }
        if (x.axis && x.scale.type !== was) {
          x.axis = { ...x.axis, labelOverlap: "greedy" };
          if (x.axis.values) x.axis.values = x.axis.values.filter((tick) => !log || tick > 0);
          if (x.axis.title) {
            x.axis.title = log ? x.axis.title.replace(" (", ", logarithmic (")
              : x.axis.title.replace(", logarithmic", "");
          }
        }
      }
      Object.values(node).forEach(visit);
    };
    visit(spec);
    return spec;
  };

  const draw = async (chart) => {
    const place = byId("chart-" + chart.id);
    const shown = chartOf(chart);
    const room = place.clientWidth;
    const spec = scaled(fitted(chosen(room < page.narrow ? shown.narrow : shown.spec), room));
    spec.config = page.themes[themeName()];
    const before = drawn.get(chart.id);
    const result = await vegaEmbed(place, spec, {
      renderer: "svg", actions: false, ast: true, defaultStyle: false,
      tooltip: { disableDefaultStyle: true, sanitize: escapeHtml },
      logLevel: 1,
    });
    if (before) before.finalize();
    drawn.set(chart.id, result);
    // The picture is one thing with one name; its figures are in the table beside it.
    const svg = place.querySelector("svg");
    for (const node of svg.querySelectorAll("[role],[aria-label],[aria-roledescription],[tabindex]")) {
      for (const name of ["role", "aria-label", "aria-roledescription", "tabindex"]) node.removeAttribute(name);
    }
    svg.removeAttribute("role");
    svg.setAttribute("aria-hidden", "true");
    place.setAttribute("aria-label", shown.summary);
    place.dataset.drawn = [themeName(), state.baseline, state.scale].join(" ");
    byId("words-" + chart.id).textContent = shown.words;
    fillTable(chart, shown);
    if (!window.sharebenchFirstChart) window.sharebenchFirstChart = performance.now();
  };

  const escapeHtml = (value) => String(value).replace(/[&<>"']/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

  const fillTable = (chart, shown) => {
    const table = byId("table-" + chart.id);
    if (!table) return;
    const body = table.tBodies[0];
    if (!ownRows.has(chart.id)) {
      ownRows.set(chart.id, [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
      return;
    }
    if (!shown.rows) return;
    body.replaceChildren(...shown.rows.map((row) => {
      const line = document.createElement("tr");
      row.forEach((text, i) => {
        const cell = document.createElement(i === 0 ? "th" : "td");
        if (i === 0) cell.scope = "row";
        cell.textContent = text;
        line.append(cell);
      });
      return line;
    }));
  };

  const visible = new Set();
  const drawAll = () => {
    busy = busy.then(async () => { for (const chart of page.charts) await draw(chart); });
    return busy;
  };
  const redraw = () => {
    showTheme();
    busy = busy.then(async () => {
      for (const chart of page.charts) if (visible.has(chart.id) || drawn.has(chart.id)) await draw(chart);
    });
    return busy;
  };

  const controls = () => {
    const baseline = byId("baseline");
    if (baseline) baseline.addEventListener("change", () => {
      state.baseline = baseline.value;
      busy = busy.then(async () => { others = others || JSON.parse(await (await unpacked("others")).text()); });
      byId("explore").hidden = state.baseline === page.baseline;
      redraw();
    });
    for (const box of document.querySelectorAll("input[name=workload]")) {
      box.addEventListener("change", () => {
        if (box.checked) state.workloads.add(box.value); else state.workloads.delete(box.value);
        if (state.workloads.size === 0) { box.checked = true; state.workloads.add(box.value); }
        redraw();
      });
    }
    for (const choice of document.querySelectorAll("input[name=scale]")) {
      choice.addEventListener("change", () => { if (choice.checked) state.scale = choice.value; redraw(); });
    }
    byId("theme").addEventListener("change", (event) => {
      document.documentElement.dataset.choice = event.target.value;
      redraw();
    });
    dark.addEventListener("change", redraw);
    printing.addEventListener("change", redraw);
    let width = innerWidth;
    addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; redraw(); } });
    byId("download").addEventListener("click", download);
    byId("print").addEventListener("click", async () => {
      onPaper = true;
      await redraw();
      print();
      onPaper = false;
      redraw();
    });
  };

  const download = async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await unpacked("run"));
    link.download = page.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const start = () => {
    showTheme();
    controls();
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const chart = page.charts.find((c) => "chart-" + c.id === entry.target.id);
        if (!entry.isIntersecting || visible.has(chart.id)) continue;
        visible.add(chart.id);
        busy = busy.then(() => draw(chart));
      }
    }, { rootMargin: "200px" });
    if (page.charts.length > 0) {
      visible.add(page.charts[0].id);
      busy = draw(page.charts[0]);
      page.charts.slice(1).forEach((chart) => observer.observe(byId("chart-" + chart.id)));
    }
    // Whatever is below the fold comes when there is time, so that printing finds it drawn.
    const rest = () => { drawAllMissing().then(() => { document.documentElement.dataset.ready = "yes"; }); };
    (window.requestIdleCallback || setTimeout)(rest);
  };
  const drawAllMissing = () => {
    busy = busy.then(async () => { for (const chart of page.charts) if (!drawn.has(chart.id)) await draw(chart); });
    return busy;
  };

  window.sharebench = { drawAll, unpacked, idle: () => busy };
  start();
})();
