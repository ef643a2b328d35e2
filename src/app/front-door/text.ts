import { phrases } from "../../ui/phrases";

export const text = phrases("front-door", {
  product: "Boneline",
  titleStart: "Start – Boneline",
  titleProblem: "Not opened – Boneline",
  purpose: "Bone health during aromatase inhibitor treatment: DXA, vitamin D, therapy and what guidelines say about them, from one patient’s record.",
  reading: "Reading the list of EHRs…",
  notRevoked:
    "The EHR did not confirm that this access is withdrawn. It ends by itself when its time is up, usually within the hour. On a shared computer, sign out of the EHR too.",
  signedOut: "You are signed out. Nothing of the session is kept in this tab.",

  fromEhr: "Open it from the EHR",
  fromEhrHow: "In your EHR, open the patient’s chart and choose Boneline among its apps. The chart you came from is the chart you will see.",
  fromHere: "Or sign in here",
  fromHereHow: "The EHR asks you to sign in and to choose a patient.",
  noEhrs: "No EHR is registered with this installation.",
  signIn: "Sign in to {ehr}",
  signingIn: "Going to {ehr}…",
  team: "The team’s worklist",
  teamHow: "Everybody on an aromatase inhibitor who may have fallen through the net. You sign in as yourself; no patient is chosen.",
  openTeam: "Open the team worklist of {ehr}",
  openTeamFiles: "Open a worklist from files",
  demo: "Try it on synthetic patients",
  demoHow: "The sandbox EHR holds invented patients, each with a story. Nothing there is real.",
  openDemo: "Open the {ehr}",
  installing: "For whoever installs Boneline",
  installingHow: "Register these addresses with the EHR, character for character.",
  launchAddress: "Launch address",
  redirectAddress: "Redirect address",

  details: "For your IT support",
  moreFromEhr: "What the EHR says about it",
  tryAgain: "Try again",
  startPage: "Start page",
  theEhr: "the EHR",

  "configuration-title": "Boneline is not set up correctly",
  "configuration-happened": "The installation’s settings cannot be used.",
  "configuration-means": "No EHR was asked for anything.",
  "configuration-do": "Tell whoever installed Boneline what stands below.",

  "insecure-context-title": "Boneline needs a secure address",
  "insecure-context-happened": "This page was not opened over https, so the browser withholds the cryptography that a safe sign-in needs.",
  "insecure-context-means": "Nothing was sent to the EHR.",
  "insecure-context-do": "Open Boneline at its https address. The launch address in the EHR must begin with https.",

  "storage-blocked-title": "The browser does not let Boneline remember the sign-in",
  "storage-blocked-happened": "Storage for this page is blocked, as it may be in a frame of another site or by a privacy setting.",
  "storage-blocked-means": "A sign-in cannot be completed, because the browser would forget it on the way.",
  "storage-blocked-do": "Allow site data for this address, or have the EHR open Boneline in a window of its own.",

  "unknown-issuer-title": "This EHR is not registered with Boneline",
  "unknown-issuer-happened": "Boneline was asked to open a record at an address that is not in its list of EHRs.",
  "unknown-issuer-means": "Nothing was sent there. A link that you did not expect may be an attempt to lead you to a foreign server.",
  "unknown-issuer-do": "Launch from your EHR. If that is what you did, whoever installed Boneline has to add its address to the list.",

  "no-launch-context-title": "The launch did not say which EHR it came from",
  "no-launch-context-happened": "The address holds a launch, but no EHR.",
  "no-launch-context-means": "Boneline cannot know where to ask, and has asked nowhere.",
  "no-launch-context-do": "Launch again from the patient’s chart. If it happens again, the EHR’s launch is set up without its “iss” parameter.",

  "unreachable-title": "{ehr} does not answer",
  "unreachable-happened": "The EHR could not be reached, or did not answer in time.",
  "unreachable-means": "No data were read. That says nothing about the patient.",
  "unreachable-do": "Check the network and try again. If others are affected too, the EHR itself may be down.",

  "not-smart-title": "{ehr} does not offer a SMART sign-in",
  "not-smart-happened": "The EHR answered, but its SMART configuration is missing or cannot be used.",
  "not-smart-means": "Boneline cannot sign in there.",
  "not-smart-do": "Tell whoever runs the EHR’s interfaces what stands below.",

  "pkce-unsupported-title": "{ehr} does not offer a safe enough sign-in",
  "pkce-unsupported-happened": "The EHR does not support PKCE with S256, which protects the sign-in from being intercepted.",
  "pkce-unsupported-means": "The sign-in was not started.",
  "pkce-unsupported-do": "Ask whoever runs the EHR’s interfaces to switch it on. An exception has to be recorded in Boneline’s settings.",

  "access-denied-title": "Access was not given",
  "access-denied-happened": "{ehr} says that access was denied: by you, by the patient’s settings, or by the EHR.",
  "access-denied-means": "No data were read.",
  "access-denied-do": "If you pressed Cancel or Deny by mistake, launch again and allow it. Otherwise ask your EHR administrator whether you may use Boneline.",

  "state-missing-title": "This sign-in was not started here",
  "state-missing-happened": "An answer from an EHR arrived, but this tab has not asked for one, or no longer knows that it did.",
  "state-missing-means": "The answer was not used: it could belong to somebody else’s sign-in.",
  "state-missing-do": "Launch again from the patient’s chart, and let it finish in the same tab.",

  "issuer-mismatch-title": "The answer came from another server",
  "issuer-mismatch-happened": "Boneline asked {ehr} to sign you in, and somebody else answered.",
  "issuer-mismatch-means": "The answer was not used, and nothing was sent.",
  "issuer-mismatch-do": "Launch again from the patient’s chart. If it happens again, tell your IT security.",

  "stale-code-title": "The sign-in took too long or was used twice",
  "stale-code-happened": "{ehr} refuses the one-time code of this sign-in: it is too old, or it was already used, for instance by going back in the browser.",
  "stale-code-means": "No data were read.",
  "stale-code-do": "Launch again from the patient’s chart.",

  "no-patient-title": "The EHR did not say which patient",
  "no-patient-happened": "You are signed in, but {ehr} gave no patient to go with it.",
  "no-patient-means": "Boneline shows one patient’s record and has none to show.",
  "no-patient-do": "Open the patient’s chart first and launch from there. If that is what you did, the EHR may not grant Boneline the scope “launch/patient”.",

  "server-error-title": "{ehr} could not complete the sign-in",
  "server-error-happened": "The EHR answered with an error.",
  "server-error-means": "No data were read.",
  "server-error-do": "Launch again. If it happens again, tell whoever runs the EHR’s interfaces what stands below.",

  "session-missing-title": "There is no session in this tab",
  "session-missing-happened": "This address belongs to a session that was signed out, or that lives in another tab.",
  "session-missing-means": "Each session belongs to one patient and to the address of its tab, so that one patient cannot appear in the place of another.",
  "session-missing-do": "Launch again from the patient’s chart.",

  "session-ended-title": "The session has ended",
  "session-ended-happened": "The time that {ehr} gave for this session was up before the page was loaded again.",
  "session-ended-means": "What was on screen is no longer kept.",
  "session-ended-do": "Launch again from the patient’s chart.",

  "app-outdated-title": "A part of Boneline could not be loaded",
  "app-outdated-happened": "Boneline’s own server did not give this page what it needs: a new version may just have been installed, or the network failed.",
  "app-outdated-means": "Nothing can be said about the patient.",
  "app-outdated-do": "Try again. If that does not help, launch again from the patient’s chart.",
});
