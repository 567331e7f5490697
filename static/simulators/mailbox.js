/* Mailbox simulator: reading, sorting and writing mail (docs/simulators.md). */
import { startSimulator } from "./frame.js";
import { MailApp } from "./mailbox/app.js";

let app;

startSimulator({
  start(scenario, root, publish) {
    app = new MailApp(scenario, root, publish);
  },
  restore(state) {
    app.restore(state);
  },
});
