// Streamlit adds an entry to the browser's history each time the choices in the address change. Within
// one page the address is only replaced, so that the back button leads to the page before in one press.
export default function () {
  if (history.pushState.replacesWithinPage) return;
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const isSamePage = url != null && new URL(url, location.href).pathname === location.pathname;
    if (isSamePage) history.replaceState(state, title, url);
    else push(state, title, url);
  };
  history.pushState.replacesWithinPage = true;
}
