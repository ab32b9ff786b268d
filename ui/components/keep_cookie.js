// Fetches the cookie of a sign-in with its ticket, once; drops it where the ticket is empty.
export default function ({ data }) {
  const ticket = data.ticket;
  if (window.sonaeTicket === ticket) return;
  window.sonaeTicket = ticket;
  const how = ticket ? { method: "POST", body: ticket } : { method: "DELETE" };
  fetch(new URL(data.route, location.origin), { ...how, credentials: "same-origin" }).catch(() => {});
}
