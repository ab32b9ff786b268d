// The shell of our folium maps: reads data from the page, makes layers of them, and sets the map up.
const SonaeFolium = (function () {
  "use strict";

  function read(id) {
    return JSON.parse(document.getElementById(id).textContent);
  }

  const made = new Map(); // layers by their id

  function layer(id, base) {
    const data = read(id);
    made.set(data.spec.id, SonaeLayer.make(data.spec, data.file, base));
    return made.get(data.spec.id);
  }

  // Markers that somebody adds find their pictures in the page.
  function useIcons(icons) {
    L.Icon.Default.imagePath = "";
    L.Icon.Default.mergeOptions(icons);
  }

  // folium's popups ask jQuery for one thing, an element made of a text; and its maps for "ready".
  if (!window.$) {
    window.$ = function (said) {
      if (said === document) return { ready: function (run) { run(); } };
      const made = document.createElement("template");
      made.innerHTML = said.trim();
      return made.content.children;
    };
  }

  function panel(position, content, open) {
    const control = L.control({ position: position });
    control.onAdd = function () {
      L.DomEvent.disableClickPropagation(content);
      L.DomEvent.disableScrollPropagation(content);
      if (open) content.open = true;
      return content;
    };
    return control;
  }

  function north(words) {
    const box = L.DomUtil.create("div", "sonae-north");
    box.textContent = words.north;
    return panel("topleft", box);
  }

  function legendBox(words) {
    const box = L.DomUtil.create("details", "sonae-legend sonae-legend-corner");
    const title = document.createElement("summary");
    title.textContent = words.legend;
    box.append(title, document.createElement("div"));
    return box;
  }

  // The slider of the day stands beside the map; while it is open, what closes is drawn.
  function setDay(map, day, words) {
    const box = document.getElementById("sonae-day");
    if (!day || !box) return;
    const frame = box.parentElement;
    const slider = SonaeDay.fill(box, map, day.spec, day.file, words);
    const closing = made.get("closing");
    let added = false;
    frame.addEventListener("toggle", function () {
      if (frame.open) {
        added = Boolean(closing) && !map.hasLayer(closing);
        if (added) closing.addTo(map);
        slider.show();
      } else {
        if (added) closing.remove();
        slider.hide();
      }
    });
  }

  function setUp(map, id, legendId) {
    const { words, attribution, legend, notes, day } = read(id);
    const frame = map.getContainer();
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", words.about);
    const controls = [["_zoomInButton", words.zoom_in], ["_zoomOutButton", words.zoom_out]];
    controls.forEach(function (pair) {
      const button = map.zoomControl && map.zoomControl[pair[0]];
      if (!button) return;
      button.title = pair[1];
      button.setAttribute("aria-label", pair[1]);
    });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(attribution);
    L.control.scale({ imperial: false, maxWidth: 160 }).addTo(map);
    north(words).addTo(map);
    SonaeBoard.of(map).words = words;
    let inside = legendId && document.getElementById(legendId);
    if (!inside) {
      const box = legendBox(words);
      panel("bottomleft", box).addTo(map);
      inside = box.querySelector("div");
    }
    SonaeLegend.fill(inside, legend, notes, null);
    setDay(map, day, words);
    const toggle = frame.querySelector(".leaflet-control-layers-toggle");
    if (toggle) {
      toggle.title = words.switches;
      toggle.setAttribute("aria-label", words.switches);
    }
    L.Util.requestAnimFrame(function () { document.documentElement.dataset.sonaeReady = "yes"; });
  }

  return { layer, setUp, useIcons };
})();
