// One stream of changes for all pages of a browser: this file runs as a shared worker, and where there are none inside
// the page itself. A browser allows six connections to a server, so a seventh tab with its own stream would hang.
"use strict";

(() => {
  // Seconds until the stream is opened again, then always the last: a restart is over within half a minute.
  const RETRIES = [1, ...Array(12).fill(2), 5];
  const SILENT = 40_000; // the server says something every 15 s
  const BAR_AFTER = 2_500; // a restart of the server is over before anybody need know of it
  const POLL_EVERY = 5_000;
  const jittered = (milliseconds) => milliseconds * (0.8 + Math.random() * 0.4);

  // `tell(message)` hears: {revisions}, {topic, from, revision, html}, {state: "open" | "lost" | "ended"}.
  self.liveLine = (address, tell) => {
    const revisions = new Map();
    let source = null, state = "opening", alive = false, heard = Date.now(), tries = 0, retry = 0, poll = 0, bar = 0;

    const become = (next) => {
      if (state === next || state === "ended") return;
      state = next;
      tell({ state });
    };
    const known = () => Object.fromEntries(revisions);
    const know = (topic, revision) => revisions.set(topic, revision);

    const close = () => {
      source?.close();
      source = null;
      clearTimeout(retry);
    };
    const rest = () => {
      close();
      clearTimeout(poll);
      clearTimeout(bar);
      clearInterval(watch);
    };
    const end = () => {
      rest();
      become("ended");
    };
    const isOpen = () => {
      heard = Date.now();
      alive = true;
      tries = 0;
      clearTimeout(bar);
      clearTimeout(poll);
      bar = poll = 0;
      become("open");
    };
    const isLost = () => {
      close();
      alive = false;
      if (state === "ended") return;
      bar ||= setTimeout(() => become("lost"), BAR_AFTER);
      poll ||= setTimeout(ask, jittered(POLL_EVERY / 2));
      retry = setTimeout(open, jittered(1000 * RETRIES[Math.min(tries++, RETRIES.length - 1)]));
    };

    const listen = (topic) => {
      source.addEventListener(topic, (event) => {
        isOpen();
        know(topic, Number(event.lastEventId));
        tell({ topic, revision: Number(event.lastEventId), ...JSON.parse(event.data) });
      });
    };
    const open = () => {
      close();
      heard = Date.now();
      const opened = source = new EventSource(address.stream);
      // A stream that was refused never comes back by itself: it is always made anew.
      source.onerror = () => { if (opened === source) isLost(); };
      source.addEventListener("beat", isOpen);
      source.addEventListener("ended", end);
      source.addEventListener("revisions", (event) => {
        const now = JSON.parse(event.data);
        revisions.clear();
        Object.entries(now).forEach(([topic, revision]) => { know(topic, revision); listen(topic); });
        isOpen();
        tell({ revisions: now });
      });
    };

    // While there is no stream the changes are asked for; nobody who is signed out asks again.
    const ask = async () => {
      poll = 0;
      try {
        const answer = await fetch(`${address.poll}&${new URLSearchParams(known())}`, { headers: { "HX-Request": "true" } });
        if (answer.status === 401) return end();
        if (answer.status === 200) {
          const now = await answer.json();
          for (const [topic, revision] of Object.entries(now.revisions)) {
            know(topic, revision);
            tell({ topic, revision, from: 0, html: now.parts[topic] });
          }
        }
      } catch { /* the server is away: the stream is tried again anyway */ }
      if (!alive && state !== "ended") poll ||= setTimeout(ask, jittered(POLL_EVERY));
    };

    const watch = setInterval(() => {
      if (source && Date.now() - heard > SILENT) isLost();
    }, 5_000);
    open();

    return {
      rest,
      // What a page knows when it comes: topics of which the stream has said nothing yet are asked for with that.
      meet: (page) => Object.entries(page).forEach(([topic, revision]) => { if (!revisions.has(topic)) know(topic, revision); }),
      // A page is looked at again: is the stream still alive, and what is the present state?
      look: () => {
        if (state === "ended") return { state };
        if (alive && Date.now() - heard < SILENT / 2) return { revisions: known(), state };
        alive = false;
        tries = 0;
        open();
        clearTimeout(poll);
        poll = setTimeout(ask, 0);
        return { state };
      },
    };
  };

  if (typeof SharedWorkerGlobalScope === "undefined") return;

  const ports = new Map(); // port -> when it was heard last
  let line = null;
  const tell = (message) => {
    ports.forEach((_, port) => port.postMessage(message));
    if (message.state === "ended") self.close();
  };
  self.onconnect = ({ ports: [port] }) => {
    port.onmessage = ({ data }) => {
      if (data.bye) return ports.delete(port);
      ports.set(port, Date.now());
      line ??= self.liveLine(data.address, tell);
      if (data.seen) line.meet(data.seen);
      if (data.look) port.postMessage(line.look());
    };
  };
  // A page that crashed said no goodbye.
  setInterval(() => {
    ports.forEach((heard, port) => (Date.now() - heard > 90_000 ? ports.delete(port) : port.postMessage({ ping: true })));
  }, 30_000);
})();
