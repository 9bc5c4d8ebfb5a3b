// The page's side of live screens: what changed elsewhere is put into this page without disturbing whoever works in it.
"use strict";

(() => {
  const seat = document.getElementById("live");
  if (!seat) return;
  const address = { stream: seat.dataset.stream, poll: seat.dataset.poll };
  const seen = JSON.parse(seat.dataset.revisions);
  const bar = document.getElementById("live-bar");
  const prefixOf = (topic) => topic.split(":")[0];

  // What somebody has typed or chosen and not sent yet.
  const isTyped = (field) => {
    if (field.type === "hidden" || field.disabled) return false;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected) && field.selectedIndex > 0;
    return field.value !== undefined && field.value !== field.defaultValue;
  };
  const fieldsOf = (node) => (node.matches?.("input, select, textarea") ? [node] : [...(node.querySelectorAll?.("input, select, textarea") ?? [])]);
  const isInWork = (node) => fieldsOf(node).some((field) => field === document.activeElement || isTyped(field));
  const isToken = (node) => node.matches?.("input[type=hidden][name=csrf_token], input[type=hidden][name=form_key]");
  const isOpen = (node) => node.classList?.contains("show") || node.getAttribute?.("aria-expanded") === "true";

  const morphing = {
    morphStyle: "outerHTML",
    ignoreActiveValue: true,
    callbacks: {
      // A named row without content stands for the one that is here; what changed in it comes by itself.
      beforeNodeMorphed: (old, fresh) =>
        !(old.matches?.("input, select, textarea") && isTyped(old)) && !(fresh.matches?.("[data-same]") && old.firstChild),
      beforeNodeRemoved: (node) => !isToken(node) && !isInWork(node),
      // Menus and details that somebody opened stay open: of that the server knows nothing.
      beforeAttributeUpdated: (name, node) =>
        !((name === "open" && node.tagName === "DETAILS") || (isOpen(node) && ["class", "style", "aria-expanded", "data-popper-placement"].includes(name))),
    },
  };
  const apply = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    for (const part of [...holder.content.children]) {
      const old = part.id && document.getElementById(part.id);
      if (!old) continue;
      Idiomorph.morph(old, part, morphing);
      const now = document.getElementById(part.id);
      if (now) htmx.process(now);
    }
  };
  const fire = (name, topic) => htmx.trigger(document.body, `${name}:${prefixOf(topic)}`, { topic, revision: seen[topic] });

  // What was missed is asked for as a whole: the parts, and whatever listens to live-resync.
  const catchUp = async (topics) => {
    const missed = Object.fromEntries(topics.map((topic) => [topic, seen[topic] ?? 0]));
    let now = { revisions: {}, parts: {} };
    try {
      const answer = await fetch(`${address.poll}&${new URLSearchParams(missed)}`, { headers: { "HX-Request": "true" } });
      if (answer.status === 200) now = await answer.json();
      else if (answer.status !== 204 && answer.status < 500) return;
    } catch { return; } // the next look or the next poll of the line finds it again
    for (const [topic, revision] of Object.entries(now.revisions)) {
      if (revision < (seen[topic] ?? 0)) continue;
      seen[topic] = revision;
      apply(now.parts[topic]);
    }
    topics.forEach((topic) => fire("live-resync", topic));
  };

  const changed = ({ topic, from, revision, html, resync }) => {
    if (revision <= (seen[topic] ?? -1)) return;
    if (from !== 0 && from !== seen[topic]) return catchUp([topic]);
    seen[topic] = revision;
    apply(html);
    fire(resync ? "live-resync" : "live", topic);
  };

  const show = (state) => {
    if (!bar) return;
    bar.hidden = state === "open" || state === "opening";
    bar.querySelectorAll("[data-live-state]").forEach((text) => { text.hidden = text.dataset.liveState !== state; });
    document.body.dataset.live = state;
  };

  let post = () => {};
  const hear = (message) => {
    if (message.ping) post({});
    if (message.state) show(message.state);
    if (message.topic) changed(message);
    if (message.revisions) {
      const behind = Object.keys(message.revisions).filter((topic) => message.revisions[topic] > (seen[topic] ?? 0));
      if (behind.length) catchUp(behind);
    }
  };

  if (window.SharedWorker) {
    const { port } = new SharedWorker(seat.dataset.worker, { name: seat.dataset.name, extendedLifetime: true });
    port.onmessage = ({ data }) => hear(data);
    post = (message) => port.postMessage({ address, seen, ...message });
    window.addEventListener("pagehide", () => post({ bye: true }));
  } else {
    // A stream for each page: it is given back while nobody looks at the page.
    let line = null;
    post = ({ look }) => {
      if (document.hidden) return;
      line ??= self.liveLine(address, hear);
      line.meet(seen);
      if (look) hear(line.look());
    };
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) return;
      line?.rest();
      line = null;
    });
    window.addEventListener("pagehide", () => { line?.rest(); line = null; });
  }
  const look = () => post({ look: true });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  window.addEventListener("online", look);
  window.addEventListener("pageshow", look);
})();
