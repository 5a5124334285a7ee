// Saves a row of the grid while it is being typed. One request at a time; what was typed meanwhile
// goes with the next one. What does not get through stays on the device (luring.js) and is sent again.
"use strict";

(() => {
  const form = document.getElementById("borang");
  if (!form?.dataset.simpan) return;
  const PAUSE = 600; // ms after the last key
  const PATIENCE = 30000; // ms for one request
  const AGAIN = [2000, 4000, 8000, 15000, 30000]; // ms between tries
  const NOT_SENT = /^(bk|bt|bn|bc|pilih|kini|periksa)-/; // files and choices go by their buttons
  const LINK = /^b[tn]-/; // a link and its name go once they are left
  const MARK = /^m[jrt]?-/;
  const MAIN = /^(b|grr)\d+$/; // the rows that open a group: a value, or a line of the spending

  const rows = new Map(); // id of the main row -> what of it is not saved yet
  const base = new Map(); // name of an input -> what the server holds, as shown
  let busy = false;
  let tries = 0;
  let retry = 0;
  let trouble = ""; // why nothing gets through: "jalur", "sesi", or a sentence
  let keeps = true; // whether the device takes what is typed
  let going = false; // whether the page is on its way with all that is on it

  const field = (name) => form.elements.namedItem(name);
  const csrf = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]*)/)?.[1] ?? "";
  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

  // -- rows and their inputs ---------------------------------------------------------------

  const mainOf = (place) => {
    let row = place.closest("#borang tr");
    while (row && !MAIN.test(row.id)) row = row.previousElementSibling;
    return row;
  };

  const inputsOf = (main) => {
    const found = [];
    for (let row = main; row && (row === main || !MAIN.test(row.id)); row = row.nextElementSibling) {
      found.push(...row.querySelectorAll("input[name], select[name], textarea[name]"));
    }
    return found.filter((one) => !NOT_SENT.test(one.name) && (one.type !== "checkbox" || one.checked));
  };

  const read = (main) => Object.fromEntries(inputsOf(main).map((one) => [one.name, one.value]));
  const stands = (name) => (LINK.test(name) ? "" : base.get(name));
  const isClean = (data) => Object.entries(data).every(([name, value]) => MARK.test(name) || stands(name) === value);

  // A link that is being typed: half of one is none, so it lies on the device until it is left. A
  // name without a link is that of a file, and goes with it.
  const linkOf = (main) => {
    const [link, name] = ["bt", "bn"].map((letters) => field(`${letters}-${main.id.slice(1)}`));
    return link?.value.trim() ? { [link.name]: link.value, [name.name]: name.value } : null;
  };

  const show = (id, state, detail) => tampil.state(id, state, { detail, input: field(rows.get(id)?.field ?? "") });
  const tell = () => {
    const waiting = [...rows.values()].filter((row) => !row.stuck || row.stuck === "tutup").length;
    tampil.tell(waiting, trouble, keeps);
  };

  // -- typing ------------------------------------------------------------------------------

  const keep = async (id, row) => {
    const { data, keys, sent, link, field: place } = row;
    keeps = (await luring.put(id, { data, keys, sent, link, field: place })) && keeps;
  };

  const forget = (id) => {
    clearTimeout(rows.get(id)?.timer);
    rows.delete(id);
    luring.remove(id);
  };

  const touch = (one) => {
    const typesLink = LINK.test(one.name);
    tampil.unfault(one);
    if (!one.name || (NOT_SENT.test(one.name) && !typesLink)) return;
    const main = mainOf(one);
    if (!main) return;
    const id = main.id;
    const row = rows.get(id) ?? { data: {}, keys: [], sent: "" };
    row.field = one.name;
    row.data = { ...row.data, ...read(main) };
    if (typesLink) {
      row.link = linkOf(main);
      for (const name of Object.keys(row.data)) if (LINK.test(name)) delete row.data[name];
    }
    row.stuck = "";
    row.ready = row.settled = false;
    rows.set(id, row);
    inputsOf(main).forEach(tampil.unfault);
    clearTimeout(row.timer);
    const waits = !isClean(row.data) || row.keys.length || row.flying;
    if (!waits && !row.link) {
      tampil.clear(id);
      forget(id);
      return;
    }
    keep(id, row);
    if (waits) row.timer = setTimeout(() => { row.ready = true; pump(); }, PAUSE);
  };

  // The link is as it was meant: it goes with its row now.
  const leave = (id, row) => {
    row.data = { ...row.data, ...row.link };
    row.link = null;
    clearTimeout(row.timer);
    row.ready = true;
    keep(id, row);
    pump();
  };

  // -- sending -----------------------------------------------------------------------------

  const body = (row) => {
    const content = JSON.stringify(row.data);
    if (content !== row.sent) { // the same again goes under the same key
      row.sent = content;
      row.keys = [newKey(), ...row.keys].slice(0, 20);
    }
    const posted = new URLSearchParams(row.data);
    row.keys.forEach((key) => posted.append("kunci", key));
    posted.set("pengguna", form.dataset.pengguna);
    posted.set("seen", field("seen").value);
    if (field("by")) posted.set("by", field("by").value);
    return posted;
  };

  const post = async (posted) => {
    const stop = new AbortController();
    const late = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(form.dataset.simpan, {
        method: "POST",
        body: posted,
        redirect: "manual",
        signal: stop.signal,
        headers: { "X-CSRFToken": csrf(), "HX-Request": "true" },
      });
      if (answer.status >= 500 || answer.status === 429) return { hasil: "jalur" };
      if (answer.status === 401 || answer.type === "opaqueredirect") return { hasil: "sesi" };
      if (answer.headers.get("Content-Type")?.includes("json")) return await answer.json();
      return { hasil: "tertutup", kata: [`Server menolak kiriman (${answer.status}). Muat ulang halaman ini.`] };
    } catch {
      return { hasil: "jalur" };
    } finally {
      clearTimeout(late);
    }
  };

  const pump = async () => {
    const next = [...rows].find(([, row]) => row.ready && !row.stuck);
    if (busy || !next) return;
    const [id, row] = next;
    busy = row.flying = true;
    row.ready = false;
    const sent = { ...row.data };
    const posted = body(row);
    await keep(id, row);
    show(id, "menyimpan");
    const answer = await post(posted);
    busy = row.flying = false;
    if (answer.hasil === "jalur" || answer.hasil === "sesi") {
      wait(answer.hasil);
    } else {
      tries = 0;
      trouble = "";
      heard(id, row, sent, answer);
      document.dispatchEvent(new Event("tersambung"));
    }
    tell();
    if (!trouble) pump();
  };

  const wait = (why) => {
    trouble = why;
    for (const [id, row] of rows) {
      if (row.stuck || (isClean(row.data) && !row.keys.length)) continue; // or only a link, not left yet
      clearTimeout(row.timer);
      row.ready = true;
      show(id, "gagal");
    }
    clearTimeout(retry);
    retry = setTimeout(pump, AGAIN[Math.min(tries++, AGAIN.length - 1)]);
  };

  const now = () => {
    if (!trouble || busy) return;
    clearTimeout(retry);
    pump();
  };

  // -- the answer --------------------------------------------------------------------------

  const heard = (id, row, sent, answer) => {
    if (answer.hasil === "tertutup" || answer.hasil === "orang_lain") {
      trouble = answer.kata.join(" ");
      for (const one of rows.values()) one.stuck = "tutup";
      show(id, "gagal");
      return;
    }
    row.keys = [];
    row.sent = "";
    field("seen").value = answer.seen;
    count(answer.terjawab);
    const things = Object.entries(answer.hal);
    const conflicts = things.filter(([, thing]) => thing.bentrok);
    if (!answer.kata.length) { // what was refused stays as typed
      things.filter(([, thing]) => !thing.bentrok).forEach(([hal, thing]) => adopt(hal, thing, sent, row));
    }
    if (conflicts.length) return ask(id, row, conflicts);
    if (answer.hasil === "ditolak") {
      row.stuck = "tutup";
      trouble = answer.kata.join(" ");
      show(id, "galat");
      return;
    }
    const main = document.getElementById(id);
    const more = Object.entries(row.data).some(([name, value]) => !MARK.test(name) && sent[name] !== value);
    if (Object.keys(answer.galat).length) {
      if (more) return; // something else stands there by now, and is on its way
      Object.entries(answer.galat).forEach(([name, fault]) => field(name) && tampil.fault(field(name), fault));
      row.stuck = "galat";
      show(id, "galat");
      keep(id, row);
      return;
    }
    const later = Object.entries(row.data).filter(([name, value]) => LINK.test(name) && sent[name] !== value);
    if (main) row.data = { ...read(main), ...Object.fromEntries(later) };
    show(id, "tersimpan", answer.pukul);
    const clean = !main || isClean(row.data);
    if (clean && !row.link) return forget(id);
    row.settled = !clean && !more; // once its input is left it is sent again, to end in the server's spelling
    keep(id, row);
  };

  // Marks and values as the server holds them now; what was typed meanwhile stays. An input that is
  // still being typed into keeps its own spelling until it is left, and its row stays unsaved so long.
  const adopt = (hal, thing, sent, row) => {
    delete row.data[`pilih-${hal}`];
    delete row.data[`kini-${hal}`];
    for (const [name, value] of Object.entries(thing.tanda)) {
      if (field(name)) field(name).value = value;
      if (name in row.data) row.data[name] = value;
    }
    for (const [name, value] of Object.entries(thing.nilai)) {
      const one = field(name);
      if (!one || !(name in sent)) continue;
      const typing = one === document.activeElement && sent[name] !== base.get(name) && !LINK.test(name);
      const take = one.value === sent[name] && !typing;
      if (take) one.value = value;
      base.set(name, take ? one.value : value);
    }
    const parts = document.createElement("template");
    parts.innerHTML = thing.potongan ?? "";
    for (const part of parts.content.children) document.getElementById(part.id)?.replaceWith(part.cloneNode(true));
  };

  const count = (answered) => {
    const place = document.getElementById("terjawab");
    if (place && answered !== undefined) place.textContent = answered;
  };

  // One question after the other: a value and the answer to its return may both be in conflict.
  const ask = (id, row, [[hal, thing], ...rest]) => {
    row.stuck = "bentrok";
    show(id, "bentrok");
    keep(id, row);
    tampil.conflict(id, thing.bentrok, (choice, { kini }) => {
      if (choice === "tercatat") {
        for (const [name, value] of Object.entries(thing.nilai)) {
          if (field(name)) field(name).value = value;
          if (name in row.data) row.data[name] = value;
        }
        adopt(hal, thing, thing.nilai, row);
      } else {
        row.data = { ...row.data, [`pilih-${hal}`]: "saya", [`kini-${hal}`]: kini };
      }
      if (rest.length) {
        ask(id, row, rest);
        document.querySelector(`#bentrok-${id} button`)?.focus();
        return;
      }
      row.stuck = "";
      if (isClean(row.data) && !row.link) {
        tampil.clear(id);
        forget(id);
      } else {
        row.ready = true;
        pump();
      }
      (field(row.field) ?? form).focus();
    });
  };

  // -- the page ----------------------------------------------------------------------------

  // Buttons wait until every row is in; where the line is cut they do nothing, and say so.
  form.addEventListener("submit", async (event) => {
    for (const [id, row] of rows) if (row.link) leave(id, row);
    const open = [...rows.values()].filter((row) => !row.stuck);
    if (!open.length && !busy) {
      going = !event.submitter?.hasAttribute("formaction");
      const token = form.querySelector("[name=csrfmiddlewaretoken]");
      if (token && csrf()) token.value = csrf(); // signing in on another tab renews it
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const button = event.submitter;
    if (open.some((row) => row.settled) && document.activeElement !== event.submitter) document.activeElement.blur();
    for (const row of open) { clearTimeout(row.timer); row.ready = true; }
    await pump();
    while (busy || [...rows.values()].some((row) => row.ready && !row.stuck && !trouble)) {
      await new Promise((go) => { setTimeout(go, 50); });
    }
    if ([...rows.values()].some((row) => !row.stuck)) {
      tampil.say("Belum terkirim. Tombol tidak dijalankan; ketikan Anda tersimpan pada perangkat ini.");
      tell();
    } else form.requestSubmit(button);
  }, true);

  // The texts and the evidence of a row, where a half-typed link waits for its input.
  const openBelow = async (main) => {
    if (document.readyState !== "complete") await new Promise((go) => { window.addEventListener("load", go, { once: true }); });
    main.querySelector("[name=rinci]")?.click();
  };

  // Rows of an earlier visit: typed on this device and never heard by the server.
  const bringBack = async () => {
    for (const { name: id, version, item } of await luring.all()) {
      if (!luring.isNow(version)) {
        const data = { ...item.data, ...item.link };
        const send = () => { rows.set(id, { ...item, data, link: null, ready: true, stuck: "" }); pump(); };
        const drop = () => luring.remove(id, version);
        const values = Object.entries(data).filter(([one, value]) => !MARK.test(one) && value).map(([, value]) => value);
        const ways = [["Hapus dari perangkat", drop]];
        if (document.getElementById(id)) ways.unshift(["Kirim juga", () => { drop(); send(); }]);
        tampil.late(id, values, ways);
        continue;
      }
      const main = document.getElementById(id);
      for (const [name, value] of Object.entries({ ...item.data, ...item.link })) {
        if (main && field(name)) field(name).value = value;
      }
      const known = Object.entries(item.data).filter(([name]) => (base.has(name) || LINK.test(name)) && !MARK.test(name));
      const done = main && known.length && known.every(([name, value]) => stands(name) === value) && !item.keys.length;
      if (done && !item.link) {
        luring.remove(id);
        continue;
      }
      rows.set(id, { ...item, ready: !done, stuck: "" });
      if (main && item.link && !field(`bt-${id.slice(1)}`)) openBelow(main);
    }
    pump();
  };

  form.querySelectorAll("tr").forEach((row) => {
    if (MAIN.test(row.id)) inputsOf(row).forEach((one) => base.set(one.name, one.value));
  });
  form.addEventListener("input", (event) => touch(event.target));
  form.addEventListener("focusout", (event) => {
    const { target, relatedTarget: next } = event;
    const main = mainOf(target);
    const row = rows.get(main?.id);
    const stays = next && LINK.test(next.name) && mainOf(next) === main;
    if (row?.link && LINK.test(target.name) && !stays && document.hasFocus()) {
      leave(main.id, row);
      return;
    }
    if (!row?.settled || row.stuck || row.flying) return;
    row.settled = false;
    row.ready = true;
    pump();
  });
  form.addEventListener("change", (event) => { if (event.target.matches("select")) touch(event.target); });
  document.addEventListener("htmx:load", (event) => { // a row of texts was opened
    const opened = event.detail.elt;
    if (!opened.matches("tr.rincian")) return;
    const row = rows.get(mainOf(opened)?.id);
    const kept = { ...row?.data, ...row?.link };
    opened.querySelectorAll("textarea[name], input[type=text][name]").forEach((one) => {
      base.set(one.name, one.value);
      if (one.name in kept) one.value = kept[one.name];
    });
  });
  window.addEventListener("online", now);
  window.addEventListener("focus", now);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) now(); });
  // A chosen file lies on no device of ours: it goes by its button, or is chosen again.
  const hasFile = () => [...form.querySelectorAll("input[type=file]")].some((one) => one.files.length);
  window.addEventListener("pageshow", () => { going = false; });
  window.addEventListener("beforeunload", (event) => {
    if ((!keeps && rows.size) || (hasFile() && !going)) event.preventDefault();
  });
  luring.open(form.dataset).then(bringBack);
})();
