// Takes the first sight away when the page has a title, or something else to say.
(function () {
  "use strict";
  const LONGEST_MS = 20000; // after this whatever Streamlit shows is more than we know
  const SAID = "[data-testid='stMain'] h1, .sonae-end, [role='dialog'], [data-testid='stException']";
  const seen = new MutationObserver(end);
  function end() {
    if (document.querySelector(SAID)) leave();
  }
  function leave() {
    seen.disconnect();
    const first = document.getElementById("sonae-first-sight");
    if (first) first.remove();
  }
  seen.observe(document.getElementById("root"), { subtree: true, childList: true });
  // A dialog of Streamlit's stands beside the root.
  seen.observe(document.body, { childList: true });
  window.setTimeout(leave, LONGEST_MS);
})();
