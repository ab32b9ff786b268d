// Tells screen readers and browsers which language the page is in; Streamlit's page says English.
export default function (component) {
  document.documentElement.lang = component.data.language;
}
