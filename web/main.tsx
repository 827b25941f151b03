import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { browserEnvironment, createClient } from "./connection/index.ts";
import { joinLanding } from "./landing/landing.ts";
import { listenForLinks } from "./pages/address.ts";

// A camera has brought somebody here (protocol section 4, handover): that is a page of its own.
if (location.hash.startsWith("#h=")) history.replaceState(null, "", `/account/arrive${location.hash}`);

const client = createClient(browserEnvironment());
joinLanding(client);
listenForLinks();
const place = document.getElementById("root");
if (place !== null) createRoot(place).render(<App client={client} />);
