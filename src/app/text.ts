import { phrases } from "../ui/phrases";

export const text = phrases("app", {
  product: "Boneline",
  titleReview: "Chart review – Boneline",
  titleCatalogue: "Rules – Boneline",
  titleTeam: "Worklist – Boneline",
  connected: "EHR session",
  user: "Signed in: {user}",
  userUnnamed: "Signed in",
  endsIn: "{minutes, plural, =0 {Session ends within a minute} one {Session ends in # minute} other {Session ends in # minutes}}",
  renews: "Session renews itself",
  asOf: "Data as of {time}",
  reading: "Reading…",
  reload: "Read again",
  signOut: "Sign out",
  patientBanner: "Patient",

  ended: "The session with {ehr} has ended.",
  "ended-expired": "Its time was up.",
  "ended-not-renewed": "The EHR did not renew it.",
  "ended-refused": "The EHR no longer accepts it.",
  "ended-other-patient": "The EHR now answers for another patient, so nothing more was read.",
  endedMeans: "What is on screen was read before and stays, but it does not change any more and nothing can be read again.",
  endedDo: "To see the current record, launch Boneline again from the patient’s chart.",

  clockWrong: "This computer’s clock is {hours} hours away from the EHR’s. Intervals and due dates count from today, so they may be wrong: have the clock set.",

  "sex-female": "female",
  "sex-male": "male",
  "sex-other": "sex recorded as other",
  born: "born {date}",
  noName: "Name not available",

  brokenTitle: "This screen could not be drawn",
  brokenMeans: "An error in Boneline itself. Nothing may be concluded from what is missing here, and nothing in the EHR was changed.",
  brokenDo:
    "Reload the page. If it happens again, tell whoever runs Boneline at your site which patient situation leads to it; the EHR remains the source of truth.",
  reloadPage: "Reload the page",

  enterOutside: "Enter an outside result",
  enteredOutside: "Outside results ({count} entered)",
  opening: "Opening…",
  reportGone: "The report is no longer among what was read. Read again, and open it then.",
  codeNotLoaded: "A part of Boneline could not be loaded. Check the connection and open the file again.",

  loadingPage: "Loading the page…",
  catalogue: "All rules",
  noSuchPage: "There is no such page.",
  backToReview: "Back to the chart review",
});
