// Draws the charts of a report and answers its controls. Every text of the run goes through
// textContent or through Vega, never through markup.
"use strict";
(() => {
  const page = JSON.parse(document.getElementById("charts").textContent);
  const byId = (id) => document.getElementById(id);
  const state = { baseline: page.baseline, workloads: new Set(page.workloads), log: false };
  const drawn = new Map(); // chart id -> what is to be finalized before it is drawn again
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const printing = matchMedia("print");
  let busy = Promise.resolve();

  const themeName = () => {
    if (printing.matches) return "light";
    const chosen = document.documentElement.dataset.choice || "system";
    return chosen === "system" ? (dark.matches ? "dark" : "light") : chosen;
  };
  const showTheme = () => { document.documentElement.dataset.theme = themeName(); };

  // A chart of this baseline, or null where it says nothing about ratios and so has only one.
  const chartOf = (chart) => (chart.others && chart.others[state.baseline]) || chart;

  // Keeps the rows of the chosen workloads, wherever data stands in a spec.
  const filtered = (node) => {
    if (Array.isArray(node)) return node.map(filtered);
    if (node === null || typeof node !== "object") return node;
    const copy = {};
    for (const [key, value] of Object.entries(node)) {
      copy[key] = key === "values" && Array.isArray(value)
        ? value.filter((row) => row === null || typeof row !== "object" || row.workload === undefined ||
            !page.workloads.includes(row.workload) || state.workloads.has(row.workload))
        : filtered(value);
    }
    return copy;
  };

  const fitted = (spec, room) => {
    const margin = (spec.usermeta && spec.usermeta.sharebench && spec.usermeta.sharebench.margin) || 0;
    const width = Math.max(120, Math.floor(room - margin));
    const panels = spec.vconcat || [spec];
    for (const panel of panels) if (typeof panel.width === "number") panel.width = width;
    return spec;
  };

  // Logarithmic where every figure on the axis is above 0 and nothing is stacked.
  const scaled = (spec) => {
    if (!state.log) return spec;
    const visit = (node) => {
      if (Array.isArray(node)) { node.forEach(visit); return; }
      if (node === null || typeof node !== "object") return;
      const log = node.usermeta && node.usermeta.log;
      if (node.encoding) {
        for (const channel of ["x", "y"]) {
          const place = node.encoding[channel];
          if (place && place.type === "quantitative" && page.logFields.includes(place.field)) {
            place.scale = { ...(place.scale || {}), type: "log", zero: false };
            place.stack = null;
          }
        }
      }
      void log;
      Object.values(node).forEach(visit);
    };
    visit(spec);
    return spec;
  };

  const draw = async (chart) => {
    const place = byId("chart-" + chart.id);
    const shown = chartOf(chart);
    const spec = scaled(fitted(filtered(shown.spec), place.clientWidth));
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
    place.dataset.drawn = themeName() + " " + state.baseline;
    byId("words-" + chart.id).textContent = shown.summary;
    if (chart.others) fillTable(chart, shown);
    if (!window.sharebenchFirstChart) window.sharebenchFirstChart = performance.now();
  };

  const escapeHtml = (value) => String(value).replace(/[&<>"']/g,
    (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]);

  const fillTable = (chart, shown) => {
    const body = byId("table-" + chart.id).tBodies[0];
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
      choice.addEventListener("change", () => { state.log = choice.value === "log" && choice.checked; redraw(); });
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
    byId("print").addEventListener("click", () => drawAll().then(() => print()));
  };

  // The run file as it was, unpacked here: nothing is fetched.
  const unpacked = async () => {
    const packed = Uint8Array.from(atob(byId("run").textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Response(stream).blob();
  };
  const download = async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await unpacked());
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

  window.sharebench = { drawAll, unpacked };
  start();
})();
