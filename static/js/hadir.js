// Says who else has this form open, and tells the server that this page is; only while it is seen.
"use strict";

(() => {
  const place = document.getElementById("hadir");
  if (!place) return;

  const look = async () => {
    if (document.hidden) return;
    try {
      // "X-Diam": nobody did anything, so this request prolongs no session
      const answer = await fetch(place.dataset.url, { headers: { "HX-Request": "true", "X-Diam": "1" }, redirect: "manual" });
      const said = answer.ok ? await answer.text() : "";
      if (place.innerHTML !== said) place.innerHTML = said;
    } catch {
      place.textContent = "";
    }
  };

  look();
  setInterval(look, 1000 * Number(place.dataset.tiap));
  document.addEventListener("visibilitychange", look);
})();
