// The public map. It reads the feed's files from the server it came from and asks no other host for anything, unless a
// base map is configured. All text from the feed goes into text nodes, never into markup.
"use strict";
(() => {
  const settings = JSON.parse(document.getElementById("settings").textContent);
  const texts = settings.texts;
  const language = document.documentElement.lang;
  const states = ["planned", "cleared", "in_progress", "laid", "surveyed", "accepted"];
  const built = ["laid", "surveyed", "accepted"];
  // Each state has a weight and a pattern of its own, so that nobody needs to tell colours apart.
  const styles = {
    planned: { weight: 3, dashArray: "0.1 7" },
    cleared: { weight: 3, dashArray: "10 7" },
    in_progress: { weight: 4, dashArray: "14 6 1 6" },
    laid: { weight: 4 },
    surveyed: { weight: 7 },
    accepted: { weight: 7 },
  };

  const $ = (id) => document.getElementById(id);
  const text = (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const euro = new Intl.NumberFormat(language, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
  const monthName = new Intl.DateTimeFormat(language, { month: "long", year: "numeric", timeZone: "UTC" });
  const monthShort = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" });
  const month = (code, format = monthName) => format.format(new Date(code + "-01T00:00:00Z"));
  const length = (metres) => (metres >= 1000 ? tenth.format(metres / 1000) + " km" : whole.format(metres) + " m");

  // An element with attributes and children; strings become text nodes.
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const fetchFeed = async (name) => {
    const response = await fetch("feed/" + name);
    if (!response.ok) throw new Error(name + ": " + response.status);
    return response.json();
  };

  // The published sum of an area; without one, whether something is hidden or there is nothing.
  const total = (area, key, format) =>
    (area[key] ? format(area[key]) : area.months.some((one) => one[key]) ? texts.few : "–");
  const sum = (metres, among = states) => among.reduce((total, state) => total + (metres[state] || 0), 0);
  const latest = (area) => (area.months.length ? area.months[area.months.length - 1].metres : {});

  const start = async () => {
    const names = [
      "manifest.json", "progress.json", "areas.geojson", "segments.geojson", "municipalities.geojson",
    ];
    const [manifest, progress, areas, segments, towns] = await Promise.all(names.map(fetchFeed));
    const step = manifest.generalisation.count_step;
    const count = (number) => (number < step ? text("fewerThan", { step }) : whole.format(number));
    const feed = { manifest, progress, areas, segments, towns, step, count };
    showHeadline(feed);
    showTiles(feed);
    const map = showMap(feed);
    showLegend(feed);
    showAreas(feed, map);
    showTables(feed);
    showFooter(feed);
    document.documentElement.dataset.ready = "true";
  };

  const showHeadline = ({ progress }) => {
    const metres = progress.totals.metres;
    const [done, all] = [sum(metres, built), sum(metres)];
    $("where").textContent = progress.associations.map((association) => association.name).join(", ") || texts.tagline;
    const lead = $("lead");
    if (all === 0) {
      lead.textContent = texts.nothing;
      return;
    }
    const parts = text("lead", { done: "\u0000", all: length(all), month: month(progress.month) }).split("\u0000");
    lead.replaceChildren(parts[0], make("b", {}, length(done)), parts[1]);
    fillBar($("overall"), metres);
  };

  // A bar of states; what it shows is also its name for those who don't see it.
  const fillBar = (bar, metres) => {
    const shown = states.filter((state) => metres[state]);
    bar.hidden = shown.length === 0;
    bar.setAttribute("role", "img");
    bar.setAttribute("aria-label", shown.map((state) => texts[state] + " " + length(metres[state])).join(", "));
    bar.replaceChildren(
      ...[...shown].reverse().map((state) => {
        const part = make("span", { class: state, title: texts[state] + ": " + length(metres[state]) });
        part.style.flexGrow = metres[state];
        return part;
      }));
    return bar;
  };

  const showTiles = ({ progress, count, step }) => {
    const totals = progress.totals;
    const members = progress.associations.reduce((all, association) => all + association.members, 0);
    const tiles = [
      ["connections", count(totals.connections), totals.connections < step],
      ["live", count(totals.live), totals.live < step],
      ["members", count(members), members < step],
      ["hours", totals.hours ? whole.format(totals.hours) + " h" : texts.few, !totals.hours],
      ["subsidies", totals.subsidies ? euro.format(totals.subsidies) : texts.none, !totals.subsidies],
    ];
    $("tiles").replaceChildren(
      ...tiles.map(([key, value, few]) =>
        make("div", {}, make("dt", {}, texts[key]), make("dd", few ? { class: "few" } : {}, value))));
    $("tiles").hidden = false;
  };

  const label = (name) => make("span", {}, name);

  const showMap = ({ areas, segments, towns, manifest }) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map("map", {
      zoomControl: false, minZoom: 8, maxZoom: settings.basemap ? settings.basemap.maximumZoom : 16, zoomSnap: 0.25,
      scrollWheelZoom: false, zoomAnimation: !calm, fadeAnimation: !calm,
    });
    // On a phone the buttons would lie on the name of an area above.
    const position = matchMedia("(max-width: 34rem)").matches ? "bottomright" : "topleft";
    L.control.zoom({ position, zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    // The page scrolls past the map until somebody turns to it.
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    map.attributionControl.setPrefix(false);
    for (const credit of manifest.attributions) map.attributionControl.addAttribution(creditLink(credit).outerHTML);
    if (settings.basemap) {
      const credit = make("span", {}, settings.basemap.credit).outerHTML;
      L.tileLayer(settings.basemap.template, { maxZoom: settings.basemap.maximumZoom, attribution: credit }).addTo(map);
    }
    const townLayer = L.geoJSON(towns, {
      interactive: false,
      style: { className: "town-border", weight: 1.5, dashArray: "2 4", fillOpacity: settings.basemap ? 0 : 1 },
      onEachFeature: (feature, layer) =>
        layer.bindTooltip(label(feature.properties.name), {
          permanent: true, direction: "center", className: "label town",
        }),
    }).addTo(map);
    const byArea = new Map();
    const areaLayer = L.geoJSON(areas, {
      style: { className: "area-border", weight: 1.5, fillOpacity: settings.basemap ? 0.25 : 0.7 },
      onEachFeature: (feature, layer) => {
        byArea.set(feature.id, layer);
        layer.on("click", () => map.fire("buddel:area", { id: feature.id }));
      },
    }).addTo(map);
    for (const feature of areas.features) {
      const spot = clearSpot(feature, segments);
      if (!spot) continue;
      L.tooltip({ permanent: true, direction: "center", className: "label area", offset: [0, 0] })
        .setLatLng(spot).setContent(label(feature.properties.name)).addTo(map);
    }
    const lineLayer = drawLines(segments, areas, map);
    const frame = [lineLayer, areaLayer, townLayer].map((layer) => layer.getBounds()).find((bounds) => bounds.isValid());
    const fit = () => map.fitBounds(frame || [[50.3, 5.8], [52.6, 9.5]], { paddingTopLeft: [18, 18], paddingBottomRight: [18, 36], animate: false });
    fit();
    // A turned phone shows everything again, unless somebody has looked elsewhere meanwhile.
    let isMoved = false;
    map.on("dragstart buddel:area", () => { isMoved = true; });
    $("map").addEventListener("wheel", () => { isMoved = true; }, { passive: true });
    new ResizeObserver(() => {
      map.invalidateSize({ animate: false });
      if (!isMoved) fit();
    }).observe($("map"));
    return { map, byArea };
  };

  // Where an area's name hides no trench: of a grid of places inside, the one farthest from lines and border. A name
  // is wider than high, so that distances across count less.
  const clearSpot = (feature, segments) => {
    const polygons = feature.geometry === null ? []
      : feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    if (!polygons.length) return null;
    const ring = polygons.map((polygon) => polygon[0]).sort((a, b) => b.length - a.length)[0];
    const obstacles = [ring, ...segments.features.map((line) => line.geometry.coordinates)];
    const across = Math.cos((ring[0][1] * Math.PI) / 180) / 3.2;
    const distance = ([x, y], [ax, ay], [bx, by]) => {
      const [px, py, dx, dy] = [(x - ax) * across, y - ay, (bx - ax) * across, by - ay];
      const share = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(px - share * dx, py - share * dy);
    };
    const isInside = ([x, y]) => ring.reduce((inside, [bx, by], index) => {
      const [ax, ay] = ring[(index || ring.length) - 1];
      return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
    }, false);
    const [xs, ys] = [ring.map((point) => point[0]), ring.map((point) => point[1])];
    const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    let best = null;
    for (let column = 1; column < 20; column += 1) {
      for (let row = 1; row < 20; row += 1) {
        const point = [west + ((east - west) * column) / 20, south + ((north - south) * row) / 20];
        if (!isInside(point)) continue;
        let room = Infinity;
        for (const line of obstacles) {
          for (let index = 1; index < line.length; index += 1) room = Math.min(room, distance(point, line[index - 1], line[index]));
        }
        if (!best || room > best.room) best = { room, point };
      }
    }
    return best ? [best.point[1], best.point[0]] : null;
  };

  // Each line lies on a broader one in the colour of the paper, so that crossings and areas don't swallow it.
  const drawLines = (segments, areas, map) => {
    const names = new Map(areas.features.map((area) => [area.id, area.properties.name]));
    const ordered = [...segments.features].sort(
      (a, b) => states.indexOf(a.properties.state) - states.indexOf(b.properties.state));
    const group = L.featureGroup().addTo(map);
    const line = (feature, options) =>
      L.geoJSON(feature, { style: { fill: false, lineCap: "round", lineJoin: "round", ...options } }).addTo(group);
    for (const feature of ordered) {
      line(feature, { className: "trench-case", weight: styles[feature.properties.state].weight + 4, opacity: 0.85, interactive: false });
    }
    for (const feature of ordered) {
      const { state, area } = feature.properties;
      const drawn = line(feature, { className: "trench " + state, opacity: 1, ...styles[state] });
      drawn.bindPopup(
        make("div", {}, make("strong", {}, texts[state]), names.get(area) || ""), { closeButton: true });
      if (state === "surveyed") line(feature, { className: "surveyed-core", weight: 2.5, opacity: 1, interactive: false });
    }
    return group;
  };

  const showLegend = ({ progress }) => {
    $("legend").replaceChildren(
      ...states.map((state) => {
        const { weight, dashArray } = styles[state];
        const stroke = { x1: 4, y1: 8, x2: 51, y2: 8, "stroke-linecap": "round", fill: "none" };
        const sample = draw("svg", { viewBox: "0 0 55 16", "aria-hidden": "true" },
          draw("path", { d: "M4 8H51", "stroke-linecap": "round", "stroke-width": weight, class: state,
            ...(dashArray ? { "stroke-dasharray": dashArray } : {}) }));
        if (state === "surveyed") {
          sample.append(draw("path", { d: "M4 8H51", "stroke-width": 2.5, "stroke-linecap": stroke["stroke-linecap"], class: "surveyed-core" }));
        }
        const metres = progress.totals.metres[state];
        return make("li", metres ? {} : { class: "none" }, sample, make("span", {}, texts[state]),
          make("span", { class: "metres" }, metres ? length(metres) : "–"));
      }));
  };

  const showAreas = (feed, { map, byArea }) => {
    const { progress, areas, count } = feed;
    const properties = new Map(areas.features.map((area) => [area.id, area.properties]));
    const buttons = new Map();
    const choose = (id) => {
      const chosen = buttons.get(id)?.getAttribute("aria-pressed") === "true" ? null : id;
      history.replaceState(null, "", chosen ? "#" + chosen : location.pathname + location.search);
      for (const [other, button] of buttons) button.setAttribute("aria-pressed", String(other === chosen));
      for (const [other, layer] of byArea) layer.setStyle?.({ weight: other === chosen ? 3.5 : 1.5 });
      showDetails(feed, progress.areas.find((area) => area.id === chosen), properties.get(chosen), () => choose(id));
      const bounds = chosen && byArea.get(chosen)?.getBounds();
      if (bounds?.isValid()) map.fitBounds(bounds, { padding: [24, 24] });
    };
    for (const area of progress.areas) {
      const metres = latest(area);
      const button = make("button", { type: "button", "aria-pressed": "false" },
        make("span", { class: "title" }, make("span", {}, area.name),
          make("span", {}, length(sum(metres, built)) + " / " + length(sum(metres)))),
        fillBar(make("span", { class: "bar" }), metres),
        make("span", { class: "sub" }, text("areaLine", { connections: count(area.connections), live: count(area.live) })));
      button.addEventListener("click", () => choose(area.id));
      buttons.set(area.id, button);
    }
    $("areas").replaceChildren(...buttons.values());
    if (!buttons.size) $("areas").textContent = texts.nothing;
    map.on("buddel:area", (event) => choose(event.id));
    // An area's address can be passed on: /#id opens it.
    if (buttons.has(location.hash.slice(1))) choose(location.hash.slice(1));
  };

  const showDetails = ({ progress, count }, area, properties, close) => {
    const box = $("details");
    box.hidden = !area;
    if (!area) return box.replaceChildren();
    const association = progress.associations.find((one) => one.id === area.association);
    const rows = [
      ...(progress.associations.length > 1 ? [[texts.association, association ? association.name : "–"]] : []),
      [texts.connections, count(area.connections)], [texts.live, count(area.live)],
      [texts.quota, properties?.quota ? whole.format(Number(properties.quota)) + " %" : texts.none],
      [texts.hours, total(area, "hours", (hours) => whole.format(hours) + " h")],
      [texts.gifts, total(area, "gifts", (euros) => euro.format(euros))],
    ];
    const button = make("button", { type: "button" }, texts.close);
    button.addEventListener("click", close);
    box.replaceChildren(
      make("header", {}, make("h2", {}, area.name), button),
      make("dl", {}, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
      make("figure", {}, make("figcaption", {}, texts.chart), chart(area.months)));
  };

  // Columns of metres by state, month after month; the table below says the same in figures.
  const chart = (months) => {
    const shown = months.slice(-18);
    const [width, height, left, bottom] = [640, 190, 46, 22];
    const most = Math.max(1, ...shown.map((one) => sum(one.metres)));
    const column = (width - left) / Math.max(shown.length, 4);
    const y = (metres) => (height - bottom) - (metres / most) * (height - bottom - 12);
    const picture = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", "aria-hidden": "true" });
    for (const part of [0, 0.5, 1]) {
      picture.append(
        draw("line", { x1: left, x2: width, y1: y(most * part), y2: y(most * part) }),
        draw("text", { x: left - 6, y: y(most * part) + 4, "text-anchor": "end" }, length(most * part)));
    }
    shown.forEach((one, index) => {
      let base = 0;
      for (const state of [...states].reverse()) {
        const metres = one.metres[state] || 0;
        if (!metres) continue;
        picture.append(draw("rect", {
          x: left + index * column + column * 0.14, width: Math.min(column * 0.72, 60), y: y(base + metres),
          height: Math.max(0, y(base) - y(base + metres) - 1), rx: 2, class: state }));
        base += metres;
      }
      picture.append(draw("text", {
        x: left + index * column + column * 0.14 + Math.min(column * 0.72, 60) / 2, y: height - 6,
        "text-anchor": "middle" }, month(one.month, monthShort)));
    });
    return picture;
  };

  // One row of headings, or two where some columns share one above them.
  const head = (columns) => {
    const cell = (column, rows) =>
      make("th", { scope: "col", class: column.isText ? "text" : null, rowspan: rows > 1 ? rows : null }, column.title);
    const grouped = columns.filter((column) => column.group);
    if (!grouped.length) return make("thead", {}, make("tr", {}, ...columns.map((column) => cell(column, 1))));
    const upper = columns.flatMap((column) => {
      if (!column.group) return [cell(column, 2)];
      return column === grouped[0] ? [make("th", { scope: "colgroup", colspan: grouped.length }, column.group)] : [];
    });
    return make("thead", {}, make("tr", {}, ...upper), make("tr", {}, ...grouped.map((column) => cell(column, 1))));
  };

  const table = (caption, columns, rows, totals) => {
    const cell = (value, index) => {
      if (index === 0) return make("th", { scope: "row" }, value);
      const few = value === texts.few;
      return make("td", { class: columns[index].isText ? "text" : few ? "few" : null }, value);
    };
    const element = make("table", {}, make("caption", {}, caption), head(columns),
      make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map(cell)))));
    if (totals) element.append(make("tfoot", {}, make("tr", {}, ...totals.map(cell))));
    return make("div", { class: "sheet", tabindex: "0", role: "region", "aria-label": caption }, element);
  };

  const figure = (value, format) =>
    (value === undefined ? "–" : value.suppressed ? texts.few : format(value.value));

  const showTables = ({ progress, count }) => {
    const names = new Map(progress.associations.map((association) => [association.id, association.name]));
    const metres = (of) => states.map((state) => (of[state] ? whole.format(of[state]) : "–"));
    const stateColumns = states.map((state) => ({ title: texts[state], group: texts.trench }));
    const hours = (number) => whole.format(number) + " h";
    const amount = (number) => (number ? euro.format(number) : "–");
    // With one association alone its name needs no column.
    const several = progress.associations.length > 1;
    const named = (value) => (several ? [value] : []);
    const areas = table(texts.tableAreas,
      [{ title: texts.area }, ...named({ title: texts.association, isText: true }), { title: texts.connections }, { title: texts.live },
        ...stateColumns, { title: texts.hours }, { title: texts.gifts }],
      progress.areas.map((area) => [
        area.name, ...named(names.get(area.association) || "–"), count(area.connections), count(area.live),
        ...metres(latest(area)), total(area, "hours", hours), total(area, "gifts", (value) => euro.format(value))]),
      [texts.total, ...named(""), count(progress.totals.connections), count(progress.totals.live), ...metres(progress.totals.metres),
        hours(progress.totals.hours), amount(progress.totals.gifts)]);
    const subsidies = table(texts.tableSubsidies,
      [{ title: texts.association }, { title: texts.month, isText: true }, { title: texts.paid }],
      progress.associations.flatMap((association) => association.subsidies.map((one) => [
        association.name, month(one.month), figure(one.paid, (value) => euro.format(value))])),
      [texts.total, "", euro.format(progress.totals.subsidies)]);
    const months = table(texts.tableMonths,
      [{ title: texts.area }, { title: texts.month, isText: true }, ...stateColumns, { title: texts.hours }, { title: texts.gifts }],
      progress.areas.flatMap((area) => [...area.months].reverse().map((one) => [
        area.name, month(one.month), ...metres(one.metres), figure(one.hours, hours),
        figure(one.gifts, (value) => euro.format(value))])));
    $("tables").replaceChildren(areas, subsidies,
      make("details", { class: "more" }, make("summary", {}, texts.tableMonths), months));
  };

  // Only addresses of the web become links.
  const link = (address, name) =>
    (/^https?:\/\//.test(address) ? make("a", { href: address, rel: "noopener" }, name) : make("span", {}, name));
  const creditLink = (credit) => link(credit.url, credit.text + ", " + credit.licence);

  const showFooter = ({ manifest, progress }) => {
    const rounding = manifest.generalisation;
    $("rounding").textContent = text("rounding", {
      count: rounding.count_step, hours: rounding.hours_step, metres: rounding.metres_step, euros: rounding.euros_step,
      people: rounding.minimum_people, month: month(progress.month) });
    const moment = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
    $("stamp").textContent = text("stamp", { time: moment.format(new Date(manifest.published_at)) });
    $("licence").replaceChildren(manifest.publisher + ", ", link(manifest.licence.url, manifest.licence.name));
    const credits = manifest.attributions.map(creditLink);
    $("attribution").replaceChildren(...credits.flatMap((credit, index) => (index ? ["; ", credit] : [credit])));
  };

  start().catch((error) => {
    const lead = $("lead");
    lead.textContent = /: 404$/.test(error.message) ? texts.notYet : texts.failed;
    lead.classList.add("wrong");
    document.documentElement.dataset.ready = "failed";
  });
})();
