// Rows that have not reached the server yet, kept on this device under person, form and version.
// They are sealed with a key that only this person's own page brings; without a secure connection
// the browser has no cipher, and they lie there plainly, still under the person's own name.
"use strict";

window.luring = (() => {
  const cipher = window.crypto?.subtle;
  let place = ""; // "luring:<person>:<form>:"
  let version = "";
  let key = null;
  let tail = Promise.resolve(); // one after the other, so that nothing is put back after its removal

  const toText = (bytes) => btoa(Array.from(new Uint8Array(bytes), (b) => String.fromCharCode(b)).join(""));
  const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  const seal = async (item) => {
    const plain = JSON.stringify(item);
    if (!key) return `0.${plain}`;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await cipher.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(plain));
    return `1.${toText(iv)}.${toText(data)}`;
  };

  const unseal = async (kept) => {
    if (kept.startsWith("0.")) return JSON.parse(kept.slice(2));
    const [, iv, data] = kept.split(".");
    const plain = await cipher.decrypt({ name: "AES-GCM", iv: toBytes(iv) }, key, toBytes(data));
    return JSON.parse(new TextDecoder().decode(plain));
  };

  const open = async ({ pengguna, formulir, versi, kunci }) => {
    place = `luring:${pengguna}:${formulir}:`;
    version = versi;
    key = cipher ? await cipher.importKey("raw", toBytes(kunci), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  };

  // A device that keeps nothing (a full or forbidden store) says so by false.
  const inTurn = (deed) => {
    tail = tail.then(deed).then(() => true, () => false);
    return tail;
  };
  const put = (name, item) => inTurn(async () => localStorage.setItem(place + version + ":" + name, await seal(item)));
  const remove = (name, of = version) => inTurn(() => localStorage.removeItem(place + of + ":" + name));

  // [{name, version, item}] of this person and form, of every version; what cannot be read is left.
  const all = async () => {
    const found = [];
    for (const name of Object.keys(localStorage).filter((one) => one.startsWith(place))) {
      const [of, ...rest] = name.slice(place.length).split(":");
      try {
        found.push({ name: rest.join(":"), version: of, item: await unseal(localStorage.getItem(name)) });
      } catch { /* sealed with a key that is no longer valid */ }
    }
    return found;
  };

  return { open, put, remove, all, isNow: (of) => of === version };
})();
