export const id = 364;
export const ids = [364];
export const modules = {

/***/ 1325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ REASON_WORDS)
/* harmony export */ });
/* harmony import */ var _safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1042);

/** Every reason in the words of somebody woken at 3 a.m. Evidence is shown beside it, never inside. */
const REASON_WORDS = {
    accepted: {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A production error in this repository’s own code, worth a fix, and nobody is on it yet.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A worker gets the brief now. Whatever it writes must pass verification before a draft pull request exists.`,
    },
    'not-sentry-issue': { what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This issue carries no Sentry link.`, next: null },
    'untrusted-author': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The issue looks like Sentry’s, but a trusted Sentry account did not write it.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `If your Sentry uses an App of its own, name it under \`sentry.authors\` in \`.github/patchpilot.yml\`.`,
    },
    'foreign-organization': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The link leads to another Sentry organization than the configured one.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Check \`sentry-org\` in the workflow.`,
    },
    'foreign-project': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The Sentry issue belongs to a project that is not configured for this repository.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Add the project to \`sentry-projects\` if its code lives here.`,
    },
    'sentry-issue-not-found': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The configured Sentry organization does not know this issue (deleted, merged, or never its own).`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Check \`sentry-org\` and \`sentry-url\`.`,
    },
    'sentry-unavailable': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Sentry did not answer, so the evidence is missing; Patchpilot does not guess.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The next scheduled run asks again.`,
    },
    'sentry-not-configured': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `There is no Sentry token or organization, so the evidence cannot be read.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Set \`sentry-token\` and \`sentry-org\` in the workflow.`,
    },
    'event-missing': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Sentry shows the issue but none of its events, so there is nothing to work from.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The next event brings this back.`,
    },
    'not-an-error': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This signal is not an error (feedback, an outage check, a message).`,
        next: null,
    },
    noise: {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This is known noise, and no frame of it is in this repository.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Filter it in Sentry (Settings → Inbound Filters) to keep it out of the tracker.`,
    },
    'injection-suspected': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Text inside this event speaks to a coding agent. Anybody can send events; this one may be an attack.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person must look at it. No worker gets it.`,
    },
    'environment-not-production': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The error was not seen in production.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `An event from production changes this. Name your production environments in \`environment\`.`,
    },
    'environment-unknown': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The event does not say where it happened, and Patchpilot never assumes production.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Set \`environment\` in your Sentry SDK’s options.`,
    },
    'already-tracked': { what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This incident is on record and in progress.`, next: null },
    'already-resolved': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Sentry says that this issue is resolved or archived.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A new event after that reopens the question.`,
    },
    'fixed-in-later-release': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The error comes only from releases older than the one that resolved it.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `An event from the fixing release or a later one changes this.`,
    },
    'open-pull-request': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `An open pull request already deals with this error.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `If it is closed unmerged, comment \`/patchpilot retry\`.`,
    },
    'duplicate-class': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This is the same bug as another incident; one error class gets one pull request.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Follow the linked incident. Its fix should end this one too.`,
    },
    'remembered-no': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `This was refused before, and nothing about the evidence has changed.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A new release, ten times the volume, another stack, or \`/patchpilot retry\` changes this.`,
    },
    'issue-closed': { what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The issue is closed.`, next: null },
    'issue-locked': { what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The issue is locked.`, next: null },
    'opted-out': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A label on the issue tells Patchpilot to stay out.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Remove the label to let it in.`,
    },
    'assigned-to-human': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person is assigned, and a person’s work comes first.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Unassign it, or comment \`/patchpilot retry\`, to hand it over.`,
    },
    'human-ticket': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person has filed a ticket for this error.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Comment \`/patchpilot retry\` here if nobody is working on it.`,
    },
    'human-handling': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person says that it is being handled.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Comment \`/patchpilot retry\` to hand it over after all.`,
    },
    'human-closed-pull-request': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person closed Patchpilot’s pull request for this error without merging it.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Comment \`/patchpilot retry\` with a hint if another try is welcome.`,
    },
    'human-said-ignore': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person told Patchpilot to ignore this.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Comment \`/patchpilot retry\` to undo it.`,
    },
    'no-stack': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The event has no stack trace, so nothing points at a file.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Capture an exception object in the SDK (\`captureException(error)\`), or attach stack traces.`,
    },
    'no-frame-in-tree': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `No frame of the stack is a file of this repository.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Upload source maps, or set the code mapping in Sentry, if this is your code.`,
    },
    'third-party-outage': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Another service failed, and no frame of this repository is involved.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Look at that service’s status. Nothing here needs a patch.`,
    },
    infrastructure: {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The machine failed (memory, disk, a killed process), not the code.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Look at the host’s limits.`,
    },
    'tree-unavailable': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The repository’s files could not be listed, so frames cannot be mapped.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Give the job \`contents: read\`. The next run tries again.`,
    },
    'tree-truncated': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The repository is too large for GitHub to list whole, and the frames are in none of the listed files.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person must look at it.`,
    },
    'below-severity': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `It does too little harm to be worth a pull request now.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `More events or users change this; so does a lower \`severity\` threshold.`,
    },
    'below-fixability': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The evidence does not point clearly enough at code that could be fixed.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A better stack (source maps, in-app frames) changes this.`,
    },
    'attempts-spent': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The attempts for this incident are used up.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person must take over; \`/patchpilot retry\` allows one more.`,
    },
    'cool-down': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The last attempt is too recent.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The next run after the cool-down tries again.`,
    },
    'daily-budget-spent': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Today’s budget of attempts is used up.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Tomorrow’s first run takes it up again.`,
    },
    'open-pull-request-budget-spent': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `There are as many open Patchpilot pull requests as the budget allows.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Merge or close one, and the next run goes on.`,
    },
    storm: {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Many errors started at once. They likely share one cause, so no worker is sent at each of them.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `A person must look at the common cause. Normal service resumes when the storm is over.`,
    },
    disabled: {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Patchpilot is switched off here.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Set \`enabled: true\` in \`.github/patchpilot.yml\`.`,
    },
    'action-not-allowed': {
        what: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `The policy of this repository does not allow this action.`,
        next: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD) `Allow it under \`actions\` in \`.github/patchpilot.yml\`.`,
    },
};


/***/ }),

/***/ 4152:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ reasonLines)
/* harmony export */ });
/* harmony import */ var _safety_code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7342);
/* harmony import */ var _safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1042);


const SIGNS = {
    pass: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `✓`,
    note: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `·`,
    decisive: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `→`,
};
/** A refusal's code says what is wrong; where nothing is, the reader wants to know what was asked. */
const PASSED = {
    'untrusted-author': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `written by a trusted account`,
    'foreign-project': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `one of the configured projects`,
    'environment-not-production': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `seen in production`,
    noise: (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `no known noise`,
    'already-resolved': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `not resolved in Sentry`,
    'open-pull-request': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `no pull request deals with it`,
    'duplicate-class': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `no other incident of this class`,
    'no-stack': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `has a stack`,
    'no-frame-in-tree': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `frames map to files of this repository`,
    'below-severity': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `severe enough`,
    'below-fixability': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `clear enough`,
    'attempts-spent': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `attempts left`,
    'cool-down': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `cooled down`,
    'daily-budget-spent': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `within today’s budget`,
    'open-pull-request-budget-spent': (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `within the pull request budget`,
};
/** One answer of triage as a list item: sign, what was asked or found, evidence. */
function reasonLines(reason) {
    const facts = Object.entries(reason.evidence).filter(([, value]) => value !== null && value !== '');
    const shown = facts.map(([name, value]) => (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `${(0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(name.replace(/[^\w ]/g, ''))} ${evidenceText(value)}`);
    const sign = reason.verdict === 'accept' ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `✓` : SIGNS[reason.outcome];
    const tail = shown.length === 0 ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `` : (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `: ${shown.join(', ')}`;
    const name = reason.outcome === 'pass' ? (PASSED[reason.code] ?? (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(reason.code)) : (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(reason.code);
    return (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `- ${sign} ${name}${tail}`;
}
function evidenceText(value) {
    if (typeof value === 'number')
        return (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `${Math.round(value * 100) / 100}`;
    return (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .inlineText */ .ln)(Array.isArray(value) ? value.join('; ') : String(value), 240);
}


/***/ }),

/***/ 7342:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OF: () => (/* binding */ fenced),
/* harmony export */   SS: () => (/* binding */ codeSpan),
/* harmony export */   ln: () => (/* binding */ inlineText)
/* harmony export */ });
/* unused harmony exports codeBlock, longestRun */
/* harmony import */ var _redact_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3148);
/* harmony import */ var _unicode_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1144);


/** Longest text read for one line, and for one block, before anything else is done to it. */
const LINE_INPUT = 4_096;
const BLOCK_INPUT = 65_536;
/**
 * A short untrusted text inside a sentence or a table cell of ours: one line, in a code span, where GitHub sees no
 * mention, reference, keyword, link or math. `limit` in characters of the text.
 */
function inlineText(text, limit) {
    const clean = (0,_redact_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .redact */ .E)((0,_unicode_js__WEBPACK_IMPORTED_MODULE_1__/* .cleanText */ .X5)(text.slice(0, LINE_INPUT)), { homePaths: 'all' }).text;
    const line = (0,_unicode_js__WEBPACK_IMPORTED_MODULE_1__/* .truncate */ .xv)(clean.replace(/\s{1,1000}/g, ' ').trim(), limit);
    // A bar ends a table cell even in a code span, and a backslash before it would show; look-alikes do no harm.
    return codeSpan(line.replaceAll('|', '¦'));
}
/** A text that needs no cleaning (our own, or cleaned already) as a code span. */
function codeSpan(line) {
    if (line === '')
        return '` `';
    const fence = '`'.repeat(longestRun(line) + 1);
    const pad = line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' ')) ? ' ' : '';
    return `${fence}${pad}${line}${pad}${fence}`;
}
/** An untrusted text of several lines in a fence longer than any inside; never a live language. */
function codeBlock(text, limit) {
    const clean = redact(cleanText(text.slice(0, BLOCK_INPUT))).text;
    return fenced(truncate(clean.replace(/\n+$/, ''), limit));
}
/** Fence around a text that is clean already. */
function fenced(text) {
    const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
    return `${fence}text\n${text}\n${fence}`;
}
/** Length of the longest run of backticks. */
function longestRun(text) {
    return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}


/***/ }),

/***/ 1042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   dh: () => (/* binding */ brief),
/* harmony export */   o3: () => (/* binding */ safeLink),
/* harmony export */   qN: () => (/* binding */ paragraphs),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   wD: () => (/* binding */ markdown)
/* harmony export */ });
/* unused harmony export allowedUrl */
/* harmony import */ var _code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7342);

/**
 * Builds Markdown of our own. The words are literals of the source; whatever is put in must have come through
 * `safety/`, or be a number. A plain string does not compile.
 */
function markdown(words, ...parts) {
    return weave(words, parts);
}
/** The same for briefs, which may also hold fenced data. */
function brief(words, ...parts) {
    return weave(words, parts);
}
function weave(words, parts) {
    return words.raw.length === 0
        ? ''
        : words.reduce((text, word, index) => `${text}${parts[index - 1]}${word}`);
}
/** Parts one below the other, with a blank line between; empty ones are left out. */
function paragraphs(parts) {
    return parts.filter((part) => part !== null && part !== '').join('\n\n');
}
function lines(parts) {
    return parts.filter((part) => part !== null && part !== '').join('\n');
}
/** A GFM table; cells must not hold line breaks (inline texts never do). */
function table(head, rows) {
    const row = (cells) => `| ${cells.join(' | ')} |`;
    return [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
}
/** A link to an address that is on one of the hosts, else the address as text. `label` is our own. */
function safeLink(label, address, hosts) {
    const url = allowedUrl(address, hosts);
    return url === null
        ? (0,_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(address.slice(0, 200).replace(/[\s`|\p{C}]/gu, ''))
        : `[${label}](${url})`;
}
/**
 * The address written anew when it is plain https (or http on loopback) on exactly one of the hosts, without user, and
 * without any sign that Markdown could take for its own; `null` otherwise.
 */
function allowedUrl(address, hosts) {
    if (address.length > 2_000 || /[\s\p{C}\\]/u.test(address) || !URL.canParse(address))
        return null;
    const url = new URL(address);
    const plain = url.protocol === 'https:' ||
        (url.protocol === 'http:' && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname));
    if (!plain || url.username !== '' || url.password !== '' || !hosts.includes(url.host))
        return null;
    return url.href.replace(/[()<>"'`[\]{}|*_~$@]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}


/***/ }),

/***/ 1287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ decodeLayer)
/* harmony export */ });
const ESCAPE = /%[\da-fA-F]{2}|\\u[\da-fA-F]{4}|\\x[\da-fA-F]{2}|\\[nrt"'/\\]|&(?:quot|apos|amp|lt|gt|#\d{2,3}|#x[\da-fA-F]{2});/g;
const NAMED = {
    '&quot;': '"',
    '&apos;': "'",
    '&amp;': '&',
    '&lt;': '<',
    '&gt;': '>',
    '\\n': '\n',
    '\\r': '\r',
    '\\t': '\t',
};
/** The ASCII character that an escape stands for; others stay as they are. */
function decodeEscape(sequence) {
    const named = NAMED[sequence];
    if (named !== undefined)
        return named;
    if (sequence.length === 2)
        return sequence.slice(1);
    const hex = /^(?:%|\\u|\\x|&#x)([\da-fA-F]+)/.exec(sequence)?.[1];
    const code = hex === undefined ? Number(sequence.slice(2, -1)) : Number.parseInt(hex, 16);
    return code < 128 ? String.fromCharCode(code) : sequence;
}
/** Takes off one layer: percent, JSON, C and HTML escapes. Undefined when there is none. */
function decodeLayer(text) {
    if (!/[%\\&]/.test(text))
        return undefined;
    const pieces = [];
    const origin = new Int32Array(text.length + 1);
    let at = 0;
    let length = 0;
    const keep = (end) => {
        for (let i = at; i < end; i++)
            origin[length++] = i;
        pieces.push(text.slice(at, end));
    };
    for (const match of text.matchAll(ESCAPE)) {
        const decoded = decodeEscape(match[0]);
        if (decoded === match[0])
            continue;
        keep(match.index);
        pieces.push(decoded);
        origin[length++] = match.index;
        at = match.index + match[0].length;
    }
    if (at === 0)
        return undefined;
    keep(text.length);
    origin[length] = text.length;
    return { text: pieces.join(''), origin: origin.subarray(0, length + 1) };
}


/***/ }),

/***/ 3148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ redact)
});

// UNUSED EXPORTS: LONGEST_TEXT

;// CONCATENATED MODULE: ./build/safety/redact/random-look.js
/**
 * Does a value look random, or like words? Plain entropy cannot tell `getUserAccountName` from a token of the same
 * length; letter pairs can: words are made of frequent pairs, random text is not.
 *
 * Each digit below is -log2 P(second letter | first letter), rounded, in hex (row = first letter a–z, column = second).
 * Counted over 14,000 distinct words and identifier parts of type declarations and readmes, weighted by √frequency.
 */
const PAIRS = [
    '9444a75b5b7353c5a342568869 3669399736927738b4463bab59 39583bc35a448a28a4635aaf7d 4885187929957747b54757997b',
    '4843666989a55385723486757b 3a78349a2aa4763ba4554be85a 488b27543e956456a34648ae79 29b92ba93e97673984745bae6e',
    '5645455dac845235954395f7f6 3bb72b995878b936b7194b5b8b 4665156939c685778737697c7c 378527983b839837b855579d4d',
    '25962b8a39964843a85859eb7b 4943363949677657b83266ad7a 6655866a68644254f355455889 3a8738955c837a34f35459d97f',
    'bbbb89b97bb28b9bb98b0b9bbb 3766276a3d665637c544578d5d 594727a43b767744873248886b 3a5828942bb68847b4455b895d',
    '5456465b5f934384b33399f8a9 3a7a1b7d2db9884ad87989babb 39a73d733a97d339d447dd6add 484836c738c85762c962ccc669',
    '4557467c4a9443429734c95c77 397918b73bb68b4bbb6b5b8964',
]
    .join(' ')
    .split(' ')
    .map((row) => Array.from(row, (digit) => Number.parseInt(digit, 16)));
/** Mean pair cost above which a run of letters is no word (words: 3.9 on average; uniform letters: 7.2). */
const WORD_COST = 5.2;
const RUNS = /[A-Z]?[a-z]+|[A-Z]+|\d+|[^A-Za-z\d]+/g;
function pairCost(run) {
    const lower = run.toLowerCase();
    let cost = 0;
    for (let i = 1; i < lower.length; i++) {
        cost += PAIRS[lower.charCodeAt(i - 1) - 97]?.[lower.charCodeAt(i) - 97] ?? 8;
    }
    return cost / Math.max(1, lower.length - 1);
}
/** Letters of a run that read as a word: at least three of them, of frequent pairs. */
function wordLetters(run) {
    if (run.length < 3)
        return 0;
    const limit = run.length === 3 ? WORD_COST - 1.2 : run.length < 6 ? WORD_COST - 0.2 : WORD_COST;
    return pairCost(run) <= limit ? run.length : 0;
}
/** Share of the letters and digits of a value that read as words: 0 for random text, 1 for prose. */
function wordShare(value) {
    let words = 0;
    let total = 0;
    for (const [run] of value.slice(0, 512).matchAll(RUNS)) {
        const first = run.charCodeAt(0);
        if (first >= 48 && first <= 57)
            total += run.length;
        else if ((first | 32) >= 97 && (first | 32) <= 122) {
            total += run.length;
            words += wordLetters(run);
        }
    }
    return total === 0 ? 1 : words / total;
}
/** How many different characters a value has (case counts), looking at the first 512. */
function distinctChars(value) {
    return new Set(value.slice(0, 512)).size;
}
/** Shannon entropy in bits a character over the first 512 characters. */
function entropy(value) {
    const counts = new Map();
    const cut = value.slice(0, 512);
    for (const char of cut)
        counts.set(char, (counts.get(char) ?? 0) + 1);
    let bits = 0;
    for (const count of counts.values())
        bits -= (count / cut.length) * Math.log2(count / cut.length);
    return bits;
}
const HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isHex = (value) => HEX.test(value) && /\d/.test(value) && /[a-f]/i.test(value);
const isUuid = (value) => UUID.test(value);
/** Digits between letters, more than once: hardly ever a name. */
function digitRuns(value) {
    return value.match(/(?<=[A-Za-z])\d+/g)?.length ?? 0;
}
/**
 * True for values that no person made up: hex, UUIDs and text of few words, many different characters and, when
 * short, of mixed classes. `min` is the shortest length (in UTF-16 units) worth a judgement.
 */
function looksRandom(value, min = 10) {
    if (value.length < min || distinctChars(value) < Math.min(8, 4 + value.length / 8))
        return false;
    if (isUuid(value))
        return true;
    if (isHex(value))
        return value.length >= 16 || entropy(value) > 2.8;
    const digits = /\d/.test(value);
    const letters = /[A-Za-z]/.test(value);
    if (!letters)
        return false;
    const share = wordShare(value);
    if (!digits)
        return value.length >= 14 && share < 0.34 && entropy(value) > 3;
    if (share < 0.65 && digitRuns(value) >= 2 && /^[A-Za-z\d]+$/.test(value))
        return true;
    return share < (value.length < 16 ? 0.4 : 0.5) && entropy(value) > 2.5;
}

;// CONCATENATED MODULE: ./build/safety/redact/judge-value.js

/** Values that stand for a secret: templates, environment look-ups, masks, words for "put it here". */
const STAND_IN = /^(?:\$|%[sdv({]|%\w+%|<[^<>]*>?$|\{\{|\[|#\{|@\{|\*{2,}|•|\.{2,}|x{4,}|X{4,}|process\.env|os\.environ|env[.:]|secrets[.:]|vars?\.|data\.|local\.|module\.|arn:|https?:|file:|ref[+:]|!|&|\(|\/\/)/;
const STAND_IN_WORDS = /^(?:null|none|nil|undefined|true|false|yes|no|on|off|string|str|text|number|required|optional|changeme|change[-_]me|redacted|filtered|masked|hidden|removed|todo|tbd|test|dummy|foo|bar|baz|empty|default|invalid|missing|expired|unknown|object|bearer|basic|password|secret|token|enabled|disabled|n\/a)$/i;
const STAND_IN_PARTS = /(?:^|[-_.\s])(?:your|my|insert|enter|replace|example|sample|placeholder|changeme|dummy|fake|here|xxx+|redacted|todo)(?:[-_.\s]|$)|EXAMPLE|placeholder|x{6}|X{6}|\*{4}|0{10}|1234567890(?!\d{3})|\$\{|\{\{|%\(|ABCDEFGHIJKLMNOPQRSTUVWXYZ|abcdefghijklmnopqrstuvwxyz|<[a-z_ -]+>/i;
function standsIn(value) {
    const cut = value.slice(0, 512);
    if (STAND_IN.test(cut) || STAND_IN_WORDS.test(cut))
        return true;
    return STAND_IN_PARTS.test(cut) || distinctChars(cut) <= Math.min(3, cut.length / 3);
}
const DOTTED_NAME = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$/;
const PLACE = /^(?:\.{0,2}\/|[A-Za-z]:\\|~\/)|^[\w.-]+\/[\w./-]+\.[a-z]{1,5}$|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|kt|php|cs|rs|json|ya?ml|xml|pem|crt|key|html?|css|map|jar|dll|so|exe|png|svg|txt|cer|p12|conf|toml|lock|sh)$/;
const VERSION = /^[vV]?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+._][\w.]+)?$|^\d{4}-\d\d-\d\d/;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const ADDRESS = /^0[xX][\da-fA-F]{1,16}$/;
/** How certificates' fingerprints are written. */
const PAIRS_OF_HEX = /^(?:[\da-fA-F]{2}:){7}/;
/** Line and column behind a file name. */
const LINE = /(?::\d{1,7}){1,2}$/;
const INTEGRITY = /^sha(?:1|256|384|512)[-:]/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,12}(?::\d{1,5})?(?:\/\S*)?$/;
/** Names of things: dotted identifiers, paths, versions, constants, hosts. Only for values made mostly of words. */
function namesThing(named) {
    const value = named.replace(LINE, '');
    if (VERSION.test(value) || INTEGRITY.test(value) || ADDRESS.test(value) || PAIRS_OF_HEX.test(value))
        return true;
    if (CONSTANT.test(value))
        return wordShare(value) > 0.5;
    if (!DOTTED_NAME.test(value) && !PLACE.test(value) && !HOST.test(value))
        return false;
    return wordShare(value) > 0.35;
}
const isCall = ({ quoted, next }) => !quoted && (next === '(' || next === '[');
/** A plain word that an argument list or a query goes on behind is the name of a variable. */
const isArgument = ({ next }) => next === ',' || next === ')';
/** `password.rb:209:in`: the key was a file, the value is its line. */
const isLine = (value, { operator, spaced }) => operator === ':' && !spaced && /^\d{1,6}(?::|$)/.test(value);
function isPassword(value, how) {
    if (isCall(how) || value.length < 3 || namesThing(value))
        return false;
    if (!how.quoted && '(,||'.includes(how.operator) && !looksRandom(value, 8))
        return false;
    if (value.startsWith(':') || isLine(value, how))
        return false;
    const share = wordShare(value);
    const plain = /^[A-Za-z][A-Za-z_-]*$/.test(value);
    if (value.includes(' ') && share > 0.7)
        return false;
    if (how.quoted)
        return how.operator !== ',' && how.operator !== '('
            ? !/^[A-Za-z]*(?:pass(?:word|wd)?|secret|token|key)$/i.test(value)
            : !plain || looksRandom(value);
    if (plain && share > 0.5)
        return how.operator === '=' && !how.spaced && !isArgument(how);
    return how.operator !== ' ' || !plain;
}
function isSecret(value, how) {
    if (isCall(how) || value.length < 8 || namesThing(value))
        return false;
    if (looksRandom(value, 8))
        return true;
    if (/\s/.test(value))
        return false;
    const digits = /\d/.test(value);
    if (/^\d+$/.test(value))
        return value.length >= 16 && how.quoted;
    const share = wordShare(value);
    if (value.length >= 16 && share < 0.55 && entropy(value) > 3)
        return true;
    return digits && share < 0.45 && value.length >= 8 && /[^\w.-]/.test(value);
}
function isNeutral(value, how) {
    if (isCall(how) || value.length < 24 || value.length > 512 || isHex(value) || isUuid(value))
        return false;
    if (!how.quoted && how.operator !== '=')
        return false;
    if (!/^[\w+/=.~-]+$/.test(value) || /[./-]\w{1,8}$/.test(value))
        return false;
    if (wordShare(value) >= 0.3 || entropy(value) < 3.8 || (value.match(/\d/g)?.length ?? 0) < 2)
        return false;
    if (/[A-Z]/.test(value))
        return /[a-z]/.test(value);
    return how.quoted && value.length >= 32 && /^[a-z\d]+$/.test(value);
}
/** So much of a value is judged, in UTF-16 units: what begins like a secret is one. */
const JUDGED = 512;
/** Whether the value behind a key of this sense is a secret. */
function judgeValue(whole, sense, how) {
    const value = whole.slice(0, JUDGED);
    if (value === '' || sense === 'benign' || standsIn(value))
        return false;
    if (sense === 'password')
        return isPassword(value, how);
    if (sense === 'secret')
        return isSecret(value, how);
    if (namesThing(value) || isCall(how) || /[\s()[\]{}<>?\\|]/.test(value))
        return false;
    if (sense === 'vendor')
        return looksRandom(value, 10) || /^\d{14,20}$/.test(value);
    if (sense === 'hint')
        return !isUuid(value) && looksRandom(value, 12);
    return isNeutral(value, how);
}

;// CONCATENATED MODULE: ./build/safety/redact/vendors.js
/**
 * Vendors whose credentials have no shape of their own (or an older one): their name in a key makes a random-looking
 * value a credential. Lower case without separators. Names that are everyday words in code (segment, branch, mode,
 * render, close, box) are left out: a sensitive word beside them is needed.
 */
const NAMES = `
1password adafruit adobe airtable algolia alibaba alipay aliyun amazon amplitude anthropic apify apigee
appcenter appdynamics appsflyer artifactory asana atlassian auth0 authress aviationstack aws azure backblaze
baidu baremetrics basecamp beamer bitbucket bitly bitmex bittrex bitwarden blogger braintree braze brevo
browserstack bugsnag buildkite bunnycdn calendly cerebras chargebee chargify circleci cisco ciscomeraki
clearbit clickhouse clickup cloudant cloudflare cloudinary cloudsmith coda codeclimate codecov cohere
coinbase confluence confluent contentful contribsys convertkit coveralls cratesio customerio databricks
datadog deepgram deepl deepseek definednetworking dependabot digicert digitalocean discord disqus dnkey
docker docusign doppler drone droneci dropbox duffel duo dwolla dynatrace easypost ebay elastic elevenlabs
endorlabs etsy eventbrite facebook fastly figma finicity finnhub firebase fleetbase flickr flutterwave flyio
fmfw foursquare frameio freemius freshbooks freshdesk fullstory gcp gemini geonames giphy gitbook github
gitlab gitter gocardless godaddy googleapi googlemaps grafana groq gumroad harness hashicorp hellosign
helpscout heroku hetzner honeybadger honeycomb hotjar hubspot huggingface ibm imgur infracost infura
instagram instana intercom intra42 ionic ipinfo ipstack iterable jenkins jfrog jira jotform jumpcloud kakao
klaviyo kraken kubernetes kucoin lastpass launchdarkly linear linkedin linode liveblocks lob loggly logzio
looker magento mailchimp mailerlite mailgun mailjet mandrill mapbox mapquest mashape mattermost maxmind
meraki messagebird microsoft mistral mixpanel moengage mongodb mongodbatlas mux mysql naver netlify newrelic
newyorktimes nexmo ngrok notion npm nuget nytimes octopus okta onelogin onepassword onesignal onfido openai
openrouter openshift openweather opsgenie optimizely owlbot paddle pagerduty papertrail paypal paystack
pendo perplexity pinecone pinterest pipedrive plaid planetscale plivo postgres posthog postman postmark
prefect privateai pulumi pusher pypi quay quickbooks rackspace rapidapi razorpay readme recaptcha recurly
reddit redis replicate replit revenuecat ringcentral rollbar rubygems runpod salesforce saucelabs scaleway
scalingo scalr segmentio sendbird sendgrid sendinblue sendpulse sentry servicenow shippo shodan shopify
sidekiq signalfx skype slack snipcart snowflake snyk sonar sonarcloud sonarqube soundcloud sourcegraph
sparkpost splunk spotify square squarespace squareup sslmate statuspage stormpath strava stripe stytch sumo
sumologic supabase surveymonkey telegram telnyx tencent terraform thycotic tiktok timezoneapi todoist travis
travisci trello twilio twitch twitter typeform unsplash upcloud uploadcare uptimerobot vault vercel vimeo
virustotal vkontakte vonage vultr wakatime weatherbit webex webflow wechat weixin woocommerce wordpress
workday wunderground xero yahoo yammer yandex yelp youtube zapier zendesk zenserp zerotier zoho zoom
zoominfo zuora
`;
const VENDORS = new Set(NAMES.trim().split(/\s+/));
/** Whether one of the words, or two of them joined (`new relic`), names such a vendor. */
function namesVendor(words) {
    return words.some((word, at) => VENDORS.has(word) || VENDORS.has(word + (words[at + 1] ?? ' ')) || startsVendor(word));
}
/** `adafruitkey`, `myokta`: all lower case, so the name must be long enough not to be met by chance. */
function startsVendor(word) {
    if (word.length < 8)
        return false;
    for (let length = 5; length < word.length; length++)
        if (VENDORS.has(word.slice(0, length)))
            return length > 6 || isLong(word, length);
    return false;
}
const isLong = (word, length) => /^(?:id|key|api|app|tok|sec|acc|cli|pub|pas|pw)/.test(word.slice(length));

;// CONCATENATED MODULE: ./build/safety/redact/key-words.js

const set = (text) => new Set(text.trim().split(/\s+/));
/** After Relay's `@password` and the usual database and shell names. */
const PASSWORD = set(`password passwd passwort pwd passphrase pass passcode pw userpass userpassword dbpass dbpassword
  mysqlpwd pgpassword sshpass accountkey sharedaccesskey sharedsecret masterpassword rootpassword adminpassword
  passwords cleartextpassword otp totp`);
const SECRET = set(`secret secrets token apikey apikeys apitoken accesskey accesstoken secretkey secrettoken authkey
  authtoken privatekey privatetoken credential credentials creds cred bearer authorization jwt refreshtoken idtoken
  signingkey encryptionkey clientsecret appsecret sessionid sessiontoken session cookie connectionstring pin
  csrf xsrf csrftoken authenticitytoken sid phpsessid jsessionid connectsid webhook sas signature sig hmac passkey
  licensekey deploykey writekey masterkey appkey secretaccesskey saspolicy mfa tokens dsn auth oauth authn`);
const HINT = set(`key keys access api client cert license nonce salt seed cipher keyfile integration
  certificate authentication signing encryption private webhookurl app appid clientid webhooks`);
/** Last words that say: this names, places, counts or describes the thing; it is not the thing. */
const DESCRIBES = set(`name names url urls uri uris path paths file files filename type types kind count counts length size
  limit version versions ver hash hashes checksum digest sha sha1 sha256 md5 revision rev ref fingerprint thumbprint
  expiry expires expiration ttl timeout policy field label column index header headers provider endpoint host hostname
  port user username email format regex pattern class error exception status state scope scopes audience issuer method
  mode enabled required algorithm alg arn region zone description prefix suffix date time timestamp at on in level
  message msg text title rule rules schema table hint hints parser module function line position location dir directory
  folder package image tag release branch etag integrity trace span request correlation event pod container
  deployment manager handler factory provider store storage reader writer generator validator interceptor filter
  usage budget sum total max min last rotation age width height color colour style css icon button page link domain
  realm tokenizer component template resource object instance interface impl bean spec`);
/** Digests, public halves and plain words that survive whatever else the key says: GITHUB_SHA, publicToken. */
const BENIGN = set(`sha sha1 sha256 sha384 sha512 md5 digest checksum etag integrity hash fingerprint
  thumbprint public publickey pubkey keyword keywords`);
/** Words of ids that survive beside a vendor's name (sentry-trace, vercel_deployment_id), but not beside "secret". */
const IDENTIFIES = set(`revision rev traceid spanid trace span request requestid correlation release version build image
  uuid guid event deployment transaction replay sourcemap chunk asset layer blob tree parent merge breadcrumb buildid
  debugid commit crc resolved traceparent baggage`);
const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
/** The words of an identifier in lower case: `myApiKey2`, `MY_API_KEY_2` → my, api, key, 2. */
function wordsOf(identifier) {
    return Array.from(identifier.slice(-160).matchAll(WORDS), ([word]) => word.toLowerCase());
}
const ENDS = /(?:password|passwd|passwort|passphrase)s?$/;
const ENDS_SECRET = /(?:secret|token|apikey|secretkey|accesskey|privatekey|authkey|licensekey|credentials?)$/;
function key_words_isPassword(word) {
    return PASSWORD.has(word) || ENDS.test(word);
}
function key_words_isSecret(word) {
    return SECRET.has(word) || (word.length > 5 && ENDS_SECRET.test(word));
}
/** Words joined in pairs too: `api key`, `client secret`, `access key`. */
function pairs(words) {
    return words.map((word, at) => word + (words[at + 1] ?? '')).slice(0, -1);
}
const CREDENTIAL_IDS = set('client access app account api key application secret consumer');
function describes(words) {
    let last = words.length - 1;
    while (last > 0 && /^\d+$/.test(words[last] ?? ''))
        last--;
    const word = words[last] ?? '';
    if (word === 'id' || word === 'ids')
        return !words.slice(0, last).some((before) => CREDENTIAL_IDS.has(before));
    return DESCRIBES.has(word);
}
/** Names of source files: `set-password.ts:106`. */
const FILE_NAME = /\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|cs|rs|swift|vue|svelte|dart|exs?|erl|scala|html?|json|ya?ml|xml|lua|pl|cc?|cpp|hh?|mm?|sql)$/;
const isFileName = (key) => FILE_NAME.test(key);
/** What the words of a key say about its value. */
function senseOf(words) {
    if (words.length === 0)
        return 'neutral';
    const joined = [...words, ...pairs(words)];
    if (joined.some((word) => BENIGN.has(word)) || describes(words))
        return 'benign';
    const last = words.at(-1) ?? '';
    const id = /^ids?$/.test(last);
    if (!id && words.some(key_words_isPassword)) {
        return words.slice(-2).some(key_words_isPassword) || /^\d+$/.test(last) ? 'password' : 'secret';
    }
    if (!id && joined.some(key_words_isSecret))
        return 'secret';
    if (joined.some((word) => IDENTIFIES.has(word)))
        return 'benign';
    if (namesVendor(words))
        return 'vendor';
    return id || words.some((word) => HINT.has(word)) ? 'hint' : 'neutral';
}

;// CONCATENATED MODULE: ./build/safety/redact/named-before.js
const GAP = ' \t\r\n,;{-"\'\\';
const JOIN = ' \t:="\'\\';
const NAMING = ['name', 'key', 'variable', 'id'];
/**
 * The name that a pair gives in its own field, when `at` is where the word "value" (or "default") begins:
 * `{"name": "API_KEY", "value": …}`, `<add key="Password" value=…>`, `variable "db_password" { default = … }`.
 */
function namedBefore(text, at) {
    const end = back(text, at, { set: GAP, max: 24 });
    let start = end;
    while (start > 0 && end - start < 60 && /[\w.-]/.test(text[start - 1] ?? ' '))
        start--;
    const joined = back(text, start, { set: JOIN, max: 9 });
    if (end === at || start === end || joined === start)
        return undefined;
    const field = text.slice(Math.max(0, joined - 8), joined).toLowerCase();
    return NAMING.some((word) => field.endsWith(word)) ? text.slice(start, end) : undefined;
}
function back(text, at, { set, max }) {
    let start = at;
    while (start > 0 && at - start < max && set.includes(text[start - 1] ?? 'x'))
        start--;
    return start;
}

;// CONCATENATED MODULE: ./build/safety/redact/read-value.js
/** Longest first. `::` alone is a scope, `://` a scheme: both are refused below. */
const OPERATORS = [
    ':::=',
    '::=',
    '===',
    ':=',
    '=>',
    '->',
    '==',
    '!=',
    '?=',
    '+=',
    '<<',
    '||',
    '=',
    ':',
    '>',
    ',',
    '|',
    '(',
];
const LONGEST_VALUE = 4096;
const QUOTES = '"\'`';
const CLOSERS = '"\'`\\)[]}*';
const BARE_ENDS = ' \t\r\n"\'`,;<>()[]{}|\\&';
const SCHEME = /(?:bearer|basic|token|digest|apikey|api-key|negotiate|ssws|geniekey|oauth|jwt|key|bot)[ \t]{1,4}(?=\S{6})/iy;
const LITERAL_PREFIX = /(?:\$@|@\$|[rbfuRBFUL@$]{1,2}|#{1,2})(?=["'`])/y;
function skip(text, at, set) {
    let end = at;
    while (end < text.length && end - at < set.max && set.chars.includes(text[end] ?? ''))
        end++;
    return end;
}
function operatorAt(text, at) {
    const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at));
    if (operator === ':' && (text[at + 1] === ':' || text.startsWith('//', at + 1)))
        return undefined;
    return operator;
}
/** Where the value behind the key that ends at `at` stands, or undefined when no value is joined to it. */
function readValue(text, at, runs) {
    const closed = skip(text, at, { chars: CLOSERS, max: 6 });
    const before = skip(text, closed, { chars: ' \t', max: 24 });
    const operator = operatorAt(text, before) ?? (before > at ? ' ' : undefined);
    if (operator === undefined)
        return undefined;
    const behind = operator === ' ' ? before : before + operator.length;
    if (operator === '>' && text[before - 1] === '-')
        return undefined;
    const lineEnd = operator === ' ' ? behind : blockMark(text, operator, behind);
    const start = listOpen(text, skip(text, lineEnd, { chars: ' \t\r\n=', max: 64 }));
    const newline = text.slice(behind, start).includes('\n');
    const literal = skipSticky(LITERAL_PREFIX, text, start);
    const open = skip(text, literal, { chars: '\\', max: 8 });
    const quote = QUOTES.includes(text[open] ?? ' ') ? text[open] : undefined;
    if (newline && quote === undefined && operator !== '>' && operator !== '|' && lineEnd === behind)
        return undefined;
    const spaced = before > closed || start > behind;
    if (quote === undefined)
        return bareValue(text, literal === open ? literal : start, { operator, spaced, runs });
    return quotedValue(text, open, { operator, spaced, runs });
}
/** A list of one quoted value: `key: ["value"]`. */
function listOpen(text, at) {
    if (text[at] !== '[' && text[at] !== '(')
        return at;
    const inside = skip(text, at + 1, { chars: ' \t\\', max: 6 });
    return QUOTES.includes(text[inside] ?? ' ') ? skip(text, at + 1, { chars: ' \t', max: 6 }) : at;
}
/** YAML block marks: `key: |`, `key: >-`; the value stands on the next line. */
function blockMark(text, operator, at) {
    if (operator !== ':')
        return at;
    const mark = skip(text, at, { chars: ' \t', max: 4 });
    const end = skip(text, mark, { chars: '|>-+', max: 2 });
    return end > mark && (text[end] === '\n' || text[end] === '\r') ? end : at;
}
function skipSticky(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
}
function quotedValue(text, open, how) {
    const quote = text[open] ?? '"';
    const opened = skip(text, open, { chars: quote, max: 3 });
    const first = opened === open + 2 ? open + 1 : opened;
    const start = skipSticky(SCHEME, text, skip(text, first, { chars: ' \t', max: 4 }));
    const escaped = text[open - 1] === '\\';
    let end = text.indexOf(quote, start);
    while (!escaped && end > start && text[end - 1] === '\\' && end - start < LONGEST_VALUE)
        end = text.indexOf(quote, end + 1);
    if (end === -1 || end - start > LONGEST_VALUE)
        return { ...bareValue(text, start, how), quoted: true };
    const newline = text.indexOf('\n', start);
    if (newline !== -1 && newline < end && opened - open < 3)
        end = newline;
    while (escaped && end > start && text[end - 1] === '\\')
        end--;
    return { start, end, operator: how.operator, spaced: how.spaced, quoted: true, next: text[end] ?? '' };
}
function bareEnd(text, start, runs) {
    if (start >= runs.start && start < runs.end)
        return runs.end;
    let end = start;
    while (end < text.length && !BARE_ENDS.includes(text[end] ?? ' '))
        end++;
    runs.start = start;
    runs.end = end;
    return end;
}
function bareValue(text, at, how) {
    const start = skipSticky(SCHEME, text, at);
    let end = Math.min(bareEnd(text, start, how.runs), start + LONGEST_VALUE);
    const next = text[end] ?? '';
    while (end > start && '.:!?'.includes(text[end - 1] ?? ' '))
        end--;
    return { start, end, operator: how.operator, spaced: how.spaced, quoted: false, next };
}

// EXTERNAL MODULE: ./build/safety/redact/span.js
var span = __webpack_require__(4849);
;// CONCATENATED MODULE: ./build/safety/redact/assignments.js






const KEY = /[A-Za-z_$][\w$.-]{0,120}/g;
/** Words of a declaration that say nothing about the value: the name stands before them. */
const TYPES = new Set('string str char const var let val text value new static final chars object any varchar secure option some'.split(' '));
const KIND = {
    password: 'password',
    secret: 'secret',
    vendor: 'secret',
    hint: 'secret',
    neutral: 'token',
    benign: 'token',
};
/** Reads backwards from a key: the words before it on its line, `max` characters at most. */
function before(text, at, max) {
    let start = at;
    while (start > 0 && at - start < max && /[\w$. \t:=&'*<-]/.test(text[start - 1] ?? '\n'))
        start--;
    return text.slice(start, at);
}
/** The sense of a key, with what stands before it when the key itself is only a type or the word "value". */
function senseAt(text, at, key) {
    if (isFileName(key))
        return 'benign';
    const words = wordsOf(key);
    const own = words.every((word) => TYPES.has(word)) ? [] : words;
    if (own.length > 0) {
        const sense = cachedSense(key, own);
        if (sense !== 'neutral')
            return sense;
    }
    if (/^(?:value|default|val|content)$/i.test(key)) {
        const named = namedBefore(text, at);
        if (named !== undefined)
            return senseOf(wordsOf(named));
    }
    const context = wordsOf(before(text, at, 48)).filter((word) => !TYPES.has(word));
    if (context.length === 0)
        return 'neutral';
    const sense = senseOf([...context.slice(-8), ...own]);
    if (own.length === 0)
        return sense;
    return sense === 'password' || sense === 'secret' ? 'hint' : sense === 'benign' ? 'neutral' : sense;
}
const senses = new Map();
/** Keys repeat a lot (stack frames); the cache only saves time, never changes an answer. */
function cachedSense(key, words) {
    const known = senses.get(key);
    if (known !== undefined)
        return known;
    const sense = senseOf(words);
    if (senses.size > 5000)
        senses.clear();
    senses.set(key, sense);
    return sense;
}
/** Behind `-` of a command line, or behind ENV and ARG of a Dockerfile. */
function isFlagged(text, at) {
    return text[at - 1] === '-' || /^(?:ENV|ARG) $/.test(text.slice(Math.max(0, at - 4), at));
}
/** `--token VALUE`, `ENV TOKEN VALUE`: a blank joins only behind a flag, or to a value nobody would write. */
function joinedByBlank(shown, sense, how) {
    const { flagged, quoted } = how;
    if (sense === 'neutral' || sense === 'benign')
        return false;
    if (flagged || (sense === 'password' && quoted && /\d/.test(shown)))
        return true;
    return sense !== 'hint' && shown.length >= 16 && /\d/.test(shown) && looksRandom(shown, 16);
}
/** Values joined to a key in any of the usual ways, judged by what the key promises and how the value looks. */
function matchAssignments(text) {
    const spans = [];
    const runs = { start: 0, end: 0 };
    KEY.lastIndex = 0;
    for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
        const end = match.index + match[0].length;
        const value = readValue(text, end, runs);
        if (value === undefined || value.end - value.start < 3)
            continue;
        const sense = senseAt(text, match.index, match[0]);
        const shown = text.slice(value.start, value.end);
        if (value.operator === ' ' &&
            !joinedByBlank(shown, sense, { flagged: isFlagged(text, match.index), quoted: value.quoted }))
            continue;
        if (!judgeValue(shown, sense, value))
            continue;
        spans.push({
            start: value.start,
            end: value.end,
            kind: KIND[sense],
            rank: sense === 'neutral' ? span/* RANK */.Vz.neutral : span/* RANK */.Vz.assigned,
        });
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/blocks.js


/** Longest block that is taken as one key: an 8,192 bit key in PEM has about 6,400 characters. */
const LONGEST_BLOCK = 20_000;
const BEGIN = '-----BEGIN ';
/** PEM and PGP blocks, `-----BEGIN … KEY-----` to `-----END …-----`; without an end, all that looks like its body. */
function matchPemBlocks(text) {
    const spans = [];
    for (let begin = text.indexOf(BEGIN); begin !== -1; begin = text.indexOf(BEGIN, begin + BEGIN.length)) {
        const label = text.slice(begin + BEGIN.length, begin + BEGIN.length + 60);
        const labelEnd = label.indexOf('-----');
        if (labelEnd === -1 || !/PRIVATE|KEY|SECRET|CERTIFICATE/i.test(label.slice(0, labelEnd)))
            continue;
        if (/^PUBLIC|^CERTIFICATE|PGP PUBLIC/.test(label))
            continue;
        const body = begin + BEGIN.length + labelEnd + 5;
        const window = text.slice(body, body + LONGEST_BLOCK);
        const close = window.indexOf('-----END');
        const end = close === -1 ? body + bodyLength(window) : body + close;
        if (end - body < 24 || text.slice(body, end).replace(/[^A-Za-z\d]/g, '').length < 20)
            continue;
        spans.push({ start: body, end, kind: 'private-key', rank: span/* RANK */.Vz.structure });
        begin = end - 1;
    }
    return spans;
}
function bodyLength(window) {
    const body = /^(?:[A-Za-z\d+/=\s\\"',:.-])*/.exec(window);
    return Math.min(body?.[0].length ?? 0, 8000);
}
const SECRET_MANIFEST = /^[ \t\\n"']{0,8}kind["']?:[ \t]{0,4}["']?Secret\b/gim;
const DATA = /^([ \t]{0,20})(?:data|stringData):[ \t]{0,4}$/gm;
const ENTRY = /^([ \t]{1,40})["']?[\w.-]{1,128}["']?:[ \t]{1,4}["']?([^\s"'#{][^\s"']{0,8191})["']?[ \t]{0,8}$/;
/** The values under `data:` and `stringData:` of a Kubernetes manifest of kind Secret. */
function matchSecretManifests(text) {
    if (!text.includes('ecret') || text.search(SECRET_MANIFEST) === -1)
        return [];
    const spans = [];
    for (const data of text.matchAll(DATA)) {
        const indent = data[1]?.length ?? 0;
        let at = data.index + data[0].length + 1;
        while (at < text.length) {
            const newline = text.indexOf('\n', at);
            const lineEnd = newline === -1 ? text.length : newline;
            const entry = ENTRY.exec(text.slice(at, lineEnd));
            if (entry === null || (entry[1]?.length ?? 0) <= indent)
                break;
            const value = entry[2] ?? '';
            const start = at + entry[0].lastIndexOf(value);
            if (!standsIn(value))
                spans.push({ start, end: start + value.length, kind: 'kubernetes-secret', rank: span/* RANK */.Vz.structure });
            at = lineEnd + 1;
        }
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/home-paths.js

const HOME = /(?<![\w.])(?:\/home\/|\/Users\/|[A-Za-z]:\\{1,4}(?:Users|Documents and Settings)\\{1,4}|[A-Za-z]:\/Users\/)([^/\\\s"'`:*?<>|(),;[\]]{1,64})/g;
/** Accounts of machines and images, not of people. */
const SERVICE_ACCOUNTS = new Set(`ubuntu runner app node vercel ec2-user root circleci sbx_user1051 sbx_user admin administrator runneradmin vsts
  azureuser centos debian user users public default shared jenkins gitlab-runner travis github git deploy deployer web www www-data
  nginx apache site wwwroot containeruser containeradministrator pi vagrant docker builder build ci codespace gitpod coder vscode
  service svc worker server backend frontend api nobody appuser nonroot nextjs bun deno rails python java opc linuxbrew
  expo semaphore buildkite bitrise project workspace src code work dev test distiller local`.split(/\s+/));
/** A stack frame: `at …`, `File "…", line`, `in …`, `from …`, or a path that a line number follows. */
const FRAME_START = /^\s*(?:at |File "|from |in |#\d|\d+[ :]|\d+\)|--> |\||Caused by|\w*@)/;
const LINE_BEHIND = /^[^\s"'()]{0,400}(?:["')]{0,2}(?::\d+|, line \d|:in |\(\d+)| line \d|\(\d+\)|\]?:\d)/;
function inFrame(text, start, end) {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return ((start - lineStart < 400 && FRAME_START.test(text.slice(lineStart, start + 1))) ||
        LINE_BEHIND.test(text.slice(end, end + 420)));
}
function matchHomePaths(text, mode) {
    if (mode === 'none')
        return [];
    const spans = [];
    for (const match of text.matchAll(HOME)) {
        const user = match[1] ?? '';
        const end = match.index + match[0].length;
        if (SERVICE_ACCOUNTS.has(user.toLowerCase()) || /^[\d${<%.]/.test(user))
            continue;
        if (mode === 'prose' && inFrame(text, match.index, end))
            continue;
        spans.push({ start: end - user.length, end, kind: 'user', rank: span/* RANK */.Vz.personal });
    }
    return spans;
}

// EXTERNAL MODULE: ./build/safety/redact/layers.js
var redact_layers = __webpack_require__(1287);
;// CONCATENATED MODULE: ./build/safety/redact/shape.js
const strong = (rows) => rows.map(([name, vendor, pattern]) => ({ name, vendor, pattern }));
const weak = (rows) => rows.map(([name, vendor, pattern]) => ({ name, vendor, pattern, weak: true }));
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const DIGIT = '0123456789';
/** The characters that a `<…>` part may hold. */
const ALPHABETS = {
    digit: DIGIT,
    hex: `${DIGIT}abcdef`,
    HEX: `${DIGIT}ABCDEF`,
    anyhex: `${DIGIT}abcdefABCDEF`,
    lower: LOWER + DIGIT,
    UPPER: UPPER + DIGIT,
    LETTER: UPPER,
    base32: `${UPPER}234567`,
    bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
    base62: UPPER + LOWER + DIGIT,
    word: `${UPPER}${LOWER}${DIGIT}_`,
    base64url: `${UPPER}${LOWER}${DIGIT}_-`,
    base64: `${UPPER}${LOWER}${DIGIT}+/=`,
    base64any: `${UPPER}${LOWER}${DIGIT}+/=_-`,
    dotted: `${UPPER}${LOWER}${DIGIT}._-`,
    tilde: `${UPPER}${LOWER}${DIGIT}._~-`,
    uuid: `${DIGIT}abcdefABCDEF-`,
    base64dot: `${UPPER}${LOWER}${DIGIT}./`,
    path: `${UPPER}${LOWER}${DIGIT}_/+-`,
};
/** The longest run that an open-ended part takes; whatever follows is taken as the token's tail. */
const LONGEST_RUN = 2048;
/** Compiles a pattern. Throws on an alphabet that does not exist: a defect of the table. */
function parsePattern(pattern) {
    const parts = [];
    for (const piece of pattern.split(/(<[^<>]*>)/).filter((text) => text !== '')) {
        if (!piece.startsWith('<')) {
            parts.push({ kind: 'literal', text: piece });
            continue;
        }
        const [name = '', size = ''] = piece.slice(1, -1).split(':');
        const alphabet = ALPHABETS[name];
        if (alphabet === undefined)
            throw new Error(`no alphabet "${name}" in ${pattern}`);
        const [low = '', high = low] = size.replace('+', '').split('-');
        const max = size.endsWith('+') ? LONGEST_RUN : Number(high);
        parts.push({ kind: 'run', chars: classOf(alphabet), min: Number(low), max });
    }
    return parts;
}
/** A lookup table by character code (ASCII only). */
function classOf(alphabet) {
    const chars = new Uint8Array(128);
    for (const char of alphabet)
        chars[char.charCodeAt(0)] = 1;
    return chars;
}

;// CONCATENATED MODULE: ./build/safety/redact/shapes/cloud.js

/** Cloud providers, hosting, content delivery, databases as a service. */
const CLOUD_SHAPES = [
    ...weak([
        ['aws-access-key', 'Amazon Web Services', 'AKIA<UPPER:16>'],
        ['aws-session-key', 'Amazon Web Services', 'ASIA<UPPER:16>'],
        ['aws-bearer-key', 'Amazon Web Services', 'ABIA<UPPER:16>'],
        ['aws-context-key', 'Amazon Web Services', 'ACCA<UPPER:16>'],
        ['aws-legacy-key', 'Amazon Web Services', 'A3T<UPPER:17>'],
        ['aws-bedrock-key', 'Amazon Bedrock', 'ABSK<base64:109-269>'],
        ['alibaba-access-key', 'Alibaba Cloud', 'LTAI<base62:12-20>'],
        ['tencent-secret-id', 'Tencent Cloud', 'AKID<base62:32>'],
        ['google-api-key', 'Google Cloud', 'AIza<base64url:35>'],
        ['yandex-access-token', 'Yandex Cloud', 't1.<base64any:1-200>.<base64any:86>'],
        ['yandex-api-key', 'Yandex Cloud', 'AQVN<base64url:35-38>'],
        ['yandex-aws-key', 'Yandex Cloud', 'YC<base64url:38>'],
        ['upcloud-token', 'UpCloud', 'ucat_<base62:26>'],
    ]),
    ...strong([
        ['aws-bedrock-short-key', 'Amazon Bedrock', 'bedrock-api-key-<base64any:20+>'],
        ['aws-mws-token', 'Amazon Marketplace', 'amzn.mws.<uuid:36>'],
        ['amazon-oauth-client', 'Login with Amazon', 'amzn1.application-oa2-client.<hex:32>'],
        ['amazon-oauth-secret', 'Login with Amazon', 'amzn1.oa2-cs.v1.<hex:64>'],
        ['google-oauth-secret', 'Google', 'GOCSPX-<base64url:24-32>'],
        ['google-access-token', 'Google', 'ya29.<dotted:20+>'],
        ['google-refresh-token', 'Google', '1//0<base64url:20+>'],
        ['google-recaptcha-key', 'Google', '6L<base64url:6>AAAAA<base64url:27>'],
        ['google-service-key-id', 'Google Cloud', 'GOOG1E<base32:40-64>'],
        ['digitalocean-pat', 'DigitalOcean', 'dop_v1_<hex:64>'],
        ['digitalocean-oauth', 'DigitalOcean', 'doo_v1_<hex:64>'],
        ['digitalocean-refresh', 'DigitalOcean', 'dor_v1_<hex:64>'],
        ['digitalocean-registry', 'DigitalOcean', 'dopr_v1_<hex:40-80>'],
        ['cloudflare-origin-key', 'Cloudflare', 'v1.0-<hex:24>-<hex:146>'],
        ['cloudflare-user-token', 'Cloudflare', 'cfut_<base64url:36+>'],
        ['cloudflare-account-token', 'Cloudflare', 'cfat_<base64url:36+>'],
        ['heroku-key', 'Heroku', 'HRKU-<base64url:32-66>'],
        ['netlify-token', 'Netlify', 'nfp_<base62:36-40>'],
        ['vercel-token', 'Vercel', 'vcp_<base62:24-60>'],
        ['vercel-integration-token', 'Vercel', 'vci_<base62:24-60>'],
        ['vercel-app-token', 'Vercel', 'vca_<base62:24-60>'],
        ['vercel-refresh-token', 'Vercel', 'vcr_<base62:24-60>'],
        ['vercel-blob-token', 'Vercel', 'vercel_blob_rw_<word:30-60>'],
        ['flyio-token', 'Fly.io', 'fo1_<base64url:40-48>'],
        ['flyio-macaroon', 'Fly.io', 'fm1_<base64any:40+>'],
        ['flyio-macaroon-root', 'Fly.io', 'fm1a_<base64any:40+>'],
        ['flyio-macaroon-relative', 'Fly.io', 'fm1r_<base64any:40+>'],
        ['flyio-macaroon-second', 'Fly.io', 'fm2_<base64any:40+>'],
        ['scalingo-token', 'Scalingo', 'tk-us-<base64url:48>'],
        ['scalingo-token', 'Scalingo', 'tk-<base64url:48>'],
        ['render-key', 'Render', 'rnd_<base62:24-40>'],
        ['ibm-cloud-key', 'IBM Cloud', 'ApiKey-<uuid:36>'],
        ['scaleway-key', 'Scaleway', 'SCW<UPPER:17>'],
        ['exoscale-key', 'Exoscale', 'EXO<hex:24>'],
        ['aiven-token', 'Aiven', 'aivenv1<base64any:60+>'],
        ['planetscale-token', 'PlanetScale', 'pscale_tkn_<tilde:32-64>'],
        ['planetscale-oauth', 'PlanetScale', 'pscale_oauth_<tilde:32-64>'],
        ['planetscale-password', 'PlanetScale', 'pscale_pw_<tilde:32-64>'],
        ['supabase-token', 'Supabase', 'sbp_<hex:40>'],
        ['supabase-secret', 'Supabase', 'sb_secret_<base64url:20+>'],
        ['neon-key', 'Neon', 'napi_<lower:60-70>'],
        ['clickhouse-secret', 'ClickHouse Cloud', '4b1d<base62:38>'],
        ['databricks-token', 'Databricks', 'dapi<hex:32>'],
        ['databricks-oauth-secret', 'Databricks', 'dose<hex:32>'],
        ['snowflake-token', 'Snowflake', 'ver:1-hint:<base64any:20+>'],
        ['astra-token', 'DataStax Astra', 'AstraCS:<base62:24>:<hex:64>'],
        ['xata-key', 'Xata', 'xau_<base62:30+>'],
        ['convex-key', 'Convex', 'prod:<base64url:10-40>|<base64any:30+>'],
        ['fauna-key', 'Fauna', 'fnA<base64url:37+>'],
        ['tinybird-token', 'Tinybird', 'p.eyJ<base64url:20+>.<base64url:20+>'],
        ['cloudinary-url', 'Cloudinary', 'cloudinary://<digit:12-20>:<base64url:20-40>'],
    ]),
];

;// CONCATENATED MODULE: ./build/safety/redact/shapes/code.js

/** Source hosting, package registries, CI, infrastructure as code, secret stores. */
const CODE_SHAPES = [
    ...strong([
        ['github-pat', 'GitHub', 'ghp_<base62:36>'],
        ['github-oauth', 'GitHub', 'gho_<base62:36>'],
        ['github-user-token', 'GitHub', 'ghu_<base62:36>'],
        ['github-app-token', 'GitHub', 'ghs_<dotted:36+>'],
        ['github-refresh-token', 'GitHub', 'ghr_<base62:36+>'],
        ['github-fine-pat', 'GitHub', 'github_pat_<word:36+>'],
        ['gitlab-pat', 'GitLab', 'glpat-<dotted:20+>'],
        ['gitlab-ci-job-token', 'GitLab', 'glcbt-<base64url:20+>'],
        ['gitlab-deploy-token', 'GitLab', 'gldt-<base64url:20+>'],
        ['gitlab-feature-flag-token', 'GitLab', 'glffct-<base64url:20+>'],
        ['gitlab-feed-token', 'GitLab', 'glft-<base64url:20+>'],
        ['gitlab-mail-token', 'GitLab', 'glimt-<base64url:20+>'],
        ['gitlab-agent-token', 'GitLab', 'glagent-<base64url:40+>'],
        ['gitlab-oauth-secret', 'GitLab', 'gloas-<base64url:40+>'],
        ['gitlab-trigger-token', 'GitLab', 'glptt-<base64url:20+>'],
        ['gitlab-runner-token', 'GitLab', 'glrt-<dotted:20+>'],
        ['gitlab-runner-registration', 'GitLab', 'glrtr-<dotted:20+>'],
        ['gitlab-runner-registration', 'GitLab', 'GR1348941<base64url:20>'],
        ['gitlab-scim-token', 'GitLab', 'glsoat-<base64url:20+>'],
        ['gitlab-workspace-token', 'GitLab', 'glwt-<base64url:20+>'],
        ['gitlab-session', 'GitLab', '_gitlab_session=<base62:20+>'],
        ['bitbucket-app-password', 'Bitbucket', 'ATBB<base64any:24+>'],
        ['atlassian-token', 'Atlassian', 'ATATT3<base64any:40+>'],
        ['atlassian-connect-token', 'Atlassian', 'ATCTT3<base64any:40+>'],
        ['azure-devops-pat', 'Azure DevOps', '<base62:76>AZDO<base62:4>'],
        ['sourcegraph-token', 'Sourcegraph', 'sgp_<word:40+>'],
        ['sourcegraph-cody-token', 'Sourcegraph', 'slk_<hex:64>'],
        ['npm-token', 'npm', 'npm_<base62:36>'],
        ['pypi-token', 'PyPI', 'pypi-AgEI<base64url:50+>'],
        ['rubygems-key', 'RubyGems', 'rubygems_<hex:48>'],
        ['nuget-key', 'NuGet', 'oy2<lower:43>'],
        ['clojars-token', 'Clojars', 'CLOJARS_<base62:60>'],
        ['crates-token', 'crates.io', 'cio<base62:32>'],
        ['docker-pat', 'Docker', 'dckr_pat_<base64url:27>'],
        ['docker-org-token', 'Docker', 'dckr_oat_<base64url:32>'],
        ['artifactory-key', 'JFrog', 'AKCp<base62:69>'],
        ['artifactory-reference', 'JFrog', 'cmVmd<base62:59>'],
        ['circleci-token', 'CircleCI', 'CCIPAT_<base62:22>_<hex:40>'],
        ['circleci-project-token', 'CircleCI', 'CCIPRJ_<base62:22>_<hex:40>'],
        ['buildkite-token', 'Buildkite', 'bkua_<hex:40>'],
        ['buildkite-agent-token', 'Buildkite', 'bkct_<base64url:30+>'],
        ['harness-pat', 'Harness', 'pat.<base64url:22>.<hex:24>.<base62:20>'],
        ['harness-service-token', 'Harness', 'sat.<base64url:22>.<hex:24>.<base62:20>'],
        ['octopus-key', 'Octopus Deploy', 'API-<UPPER:26>'],
        ['sonar-user-token', 'SonarQube', 'squ_<base64any:40>'],
        ['sonar-project-token', 'SonarQube', 'sqp_<base64any:40>'],
        ['sonar-global-token', 'SonarQube', 'sqa_<base64any:40>'],
        ['snyk-pat', 'Snyk', 'snyk_uat.<hex:8>.<dotted:20+>'],
        ['infracost-key', 'Infracost', 'ico-<base62:32>'],
        ['pulumi-token', 'Pulumi', 'pul-<hex:40>'],
        ['terraform-cloud-token', 'HCP Terraform', '<base62:14>.atlasv1.<base64any:60-70>'],
        ['vault-service-token', 'HashiCorp Vault', 'hvs.<base64url:24+>'],
        ['vault-batch-token', 'HashiCorp Vault', 'hvb.<base64url:138+>'],
        ['vault-recovery-token', 'HashiCorp Vault', 'hvr.<base64url:24+>'],
        ['doppler-token', 'Doppler', 'dp.pt.<base62:40-44>'],
        ['doppler-cli-token', 'Doppler', 'dp.ct.<base62:40-44>'],
        ['doppler-service-token', 'Doppler', 'dp.st.<dotted:40-90>'],
        ['doppler-scim-token', 'Doppler', 'dp.scim.<base62:40-44>'],
        ['doppler-audit-token', 'Doppler', 'dp.audit.<base62:40-44>'],
        ['doppler-account-token', 'Doppler', 'dp.sa.<base62:40-44>'],
        ['onepassword-service-token', '1Password', 'ops_eyJ<base64any:100+>'],
        ['onepassword-secret-key', '1Password', 'A3-<UPPER:6>-<UPPER:11>-<UPPER:5>-<UPPER:5>-<UPPER:5>'],
        ['onepassword-secret-key', '1Password', 'A3-<UPPER:6>-<UPPER:6>-<UPPER:5>-<UPPER:5>-<UPPER:5>-<UPPER:5>'],
        ['infisical-token', 'Infisical', 'st.<hex:24>.<hex:32>.<hex:32>'],
        ['bitwarden-token', 'Bitwarden', '0.<uuid:36>.<base62:30>:<base64:24>'],
        ['age-key', 'age', 'AGE-SECRET-KEY-1<bech32:58>'],
        ['openshift-token', 'OpenShift', 'sha256~<base64url:43>'],
        ['rancher-token', 'Rancher', 'token-<lower:5>:<lower:54>'],
        ['tailscale-key', 'Tailscale', 'tskey-<base64url:20+>'],
        ['defined-token', 'Defined Networking', 'dnkey-<base64url:26>-<base64url:52>'],
        ['expo-token', 'Expo', 'expo_<base64url:30+>'],
    ]),
    ...weak([['vault-legacy-token', 'HashiCorp Vault', 's.<base62:24>']]),
];

;// CONCATENATED MODULE: ./build/safety/redact/shapes/models.js

/** Model providers and tools around them. */
const MODEL_SHAPES = strong([
    ['anthropic-key', 'Anthropic', 'sk-ant-api03-<base64url:40+>'],
    ['anthropic-admin-key', 'Anthropic', 'sk-ant-admin01-<base64url:40+>'],
    ['anthropic-oauth', 'Anthropic', 'sk-ant-oat01-<base64url:40+>'],
    ['anthropic-key', 'Anthropic', 'sk-ant-<base64url:30+>'],
    ['openai-project-key', 'OpenAI', 'sk-proj-<base64url:30+>'],
    ['openai-service-key', 'OpenAI', 'sk-svcacct-<base64url:30+>'],
    ['openai-admin-key', 'OpenAI', 'sk-admin-<base64url:30+>'],
    ['openrouter-key', 'OpenRouter', 'sk-or-v1-<hex:64>'],
    ['openai-key', 'OpenAI', 'sk-<base62:20>T3BlbkFJ<base62:20>'],
    ['model-key', 'OpenAI, DeepSeek and others', 'sk-<base62:32+>'],
    ['langsmith-token', 'LangSmith', 'lsv2_pt_<hex:32>_<hex:10>'],
    ['langsmith-key', 'LangSmith', 'lsv2_sk_<hex:32>_<hex:10>'],
    ['langfuse-secret', 'Langfuse', 'sk-lf-<uuid:36>'],
    ['huggingface-token', 'Hugging Face', 'hf_<base62:34>'],
    ['huggingface-org-token', 'Hugging Face', 'api_org_<base62:34>'],
    ['perplexity-key', 'Perplexity', 'pplx-<base62:48>'],
    ['groq-key', 'Groq', 'gsk_<base62:40+>'],
    ['xai-key', 'xAI', 'xai-<base62:60+>'],
    ['replicate-token', 'Replicate', 'r8_<base62:37>'],
    ['fireworks-key', 'Fireworks', 'fw_<base62:20+>'],
    ['nvidia-key', 'NVIDIA', 'nvapi-<base64url:40+>'],
    ['pinecone-key', 'Pinecone', 'pcsk_<word:40+>'],
    ['elevenlabs-key', 'ElevenLabs', 'sk_<hex:48>'],
    ['cerebras-key', 'Cerebras', 'csk-<lower:40+>'],
    ['tavily-key', 'Tavily', 'tvly-<base64url:30+>'],
    ['firecrawl-key', 'Firecrawl', 'fc-<hex:32>'],
    ['jina-key', 'Jina', 'jina_<word:40+>'],
    ['voyage-key', 'Voyage', 'pa-<base64url:40+>'],
    ['e2b-key', 'E2B', 'e2b_<hex:40>'],
    ['wandb-key', 'Weights & Biases', 'wandb_v1_<word:40+>'],
    ['modal-token', 'Modal', 'as-<base62:22>'],
]);

;// CONCATENATED MODULE: ./build/safety/redact/shapes/money.js

/** Payments, shops, shipping, banking, travel. */
const MONEY_SHAPES = [
    ...strong([
        ['stripe-secret-key', 'Stripe', 'sk_live_<base62:10+>'],
        ['stripe-secret-key', 'Stripe', 'sk_test_<base62:10+>'],
        ['stripe-secret-key', 'Stripe', 'sk_prod_<base62:10+>'],
        ['stripe-restricted-key', 'Stripe', 'rk_live_<base62:10+>'],
        ['stripe-restricted-key', 'Stripe', 'rk_test_<base62:10+>'],
        ['stripe-restricted-key', 'Stripe', 'rk_prod_<base62:10+>'],
        ['stripe-publishable-key', 'Stripe', 'pk_live_<base62:20+>'],
        ['stripe-publishable-key', 'Stripe', 'pk_test_<base62:20+>'],
        ['stripe-webhook-secret', 'Stripe', 'whsec_<base64:30+>'],
        ['clerk-secret-key', 'Clerk', 'sk_live_<base62:40+>'],
        ['square-secret', 'Square', 'sq0csp-<base64url:43>'],
        ['square-token', 'Square', 'sq0atp-<base64url:22>'],
        ['square-id', 'Square', 'sq0idp-<base64url:22>'],
        ['square-sandbox-secret', 'Square', 'sandbox-sq0csb-<base64url:40+>'],
        ['paypal-braintree-token', 'Braintree', 'access_token$production$<lower:16>$<hex:32>'],
        ['paypal-braintree-token', 'Braintree', 'access_token$sandbox$<lower:16>$<hex:32>'],
        ['flutterwave-secret', 'Flutterwave', 'FLWSECK-<lower:32>-X'],
        ['flutterwave-secret', 'Flutterwave', 'FLWSECK_TEST-<base62:12+>'],
        ['flutterwave-public', 'Flutterwave', 'FLWPUBK-<lower:32>-X'],
        ['flutterwave-public', 'Flutterwave', 'FLWPUBK_TEST-<base62:12+>'],
        ['paystack-key', 'Paystack', 'sk_live_<hex:40>'],
        ['razorpay-key', 'Razorpay', 'rzp_live_<base62:14>'],
        ['razorpay-key', 'Razorpay', 'rzp_test_<base62:14>'],
        ['adyen-key', 'Adyen', 'AQE<base64:60+>'],
        ['mollie-key', 'Mollie', 'live_<base62:30>'],
        ['mollie-key', 'Mollie', 'test_<base62:30>'],
        ['gocardless-token', 'GoCardless', 'live_<base64any:40>'],
        ['gocardless-token', 'GoCardless', 'sandbox_<base64any:40>'],
        ['lob-key', 'Lob', 'live_<hex:35>'],
        ['lob-key', 'Lob', 'test_<hex:35>'],
        ['lob-public-key', 'Lob', 'live_pub_<hex:31>'],
        ['lob-public-key', 'Lob', 'test_pub_<hex:31>'],
        ['plaid-token', 'Plaid', 'access-sandbox-<uuid:36>'],
        ['plaid-token', 'Plaid', 'access-development-<uuid:36>'],
        ['plaid-token', 'Plaid', 'access-production-<uuid:36>'],
        ['freemius-key', 'Freemius', 'sk_live_<word:20+>'],
        ['shopify-access-token', 'Shopify', 'shpat_<anyhex:32>'],
        ['shopify-custom-token', 'Shopify', 'shpca_<anyhex:32>'],
        ['shopify-private-token', 'Shopify', 'shppa_<anyhex:32>'],
        ['shopify-shared-secret', 'Shopify', 'shpss_<anyhex:32>'],
        ['shopify-refresh-token', 'Shopify', 'shprt_<anyhex:32>'],
        ['shippo-token', 'Shippo', 'shippo_live_<anyhex:40>'],
        ['shippo-token', 'Shippo', 'shippo_test_<anyhex:40>'],
        ['duffel-token', 'Duffel', 'duffel_live_<base64url:40+>'],
        ['duffel-token', 'Duffel', 'duffel_test_<base64url:40+>'],
        ['lemonsqueezy-key', 'Lemon Squeezy', 'lsqs_<base62:30+>'],
        ['paddle-key', 'Paddle', 'pdl_<word:40+>'],
        ['polar-token', 'Polar', 'polar_<word:30+>'],
        ['settlemint-token', 'SettleMint', 'sm_aat_<base62:16>'],
        ['settlemint-token', 'SettleMint', 'sm_pat_<base62:16>'],
        ['settlemint-token', 'SettleMint', 'sm_sat_<base62:16>'],
        ['coinbase-key', 'Coinbase', 'organizations/<uuid:36>/apiKeys/<uuid:36>'],
    ]),
    ...weak([
        ['easypost-key', 'EasyPost', 'EZAK<base62:54>'],
        ['easypost-test-key', 'EasyPost', 'EZTK<base62:54>'],
        ['square-access-token', 'Square', 'EAAA<base64url:22-60>'],
    ]),
];

;// CONCATENATED MODULE: ./build/safety/redact/shapes/operations.js

/** Observability, feature flags, identity, alerting, and formats that many vendors share. */
const OPERATIONS_SHAPES = [
    ...strong([
        ['sentry-org-token', 'Sentry', 'sntrys_<base64any:40+>'],
        ['sentry-user-token', 'Sentry', 'sntryu_<hex:64>'],
        ['sentry-app-token', 'Sentry', 'sntrya_<hex:64>'],
        ['sentry-internal-token', 'Sentry', 'sntryi_<hex:64>'],
        ['posthog-personal-key', 'PostHog', 'phx_<base62:32+>'],
        ['posthog-project-key', 'PostHog', 'phc_<base62:32+>'],
        ['posthog-secret-key', 'PostHog', 'phs_<base62:32+>'],
        ['newrelic-browser-key', 'New Relic', 'NRJS-<hex:19>'],
        ['newrelic-insert-key', 'New Relic', 'NRII-<base64url:32>'],
        ['newrelic-user-key', 'New Relic', 'NRAK-<UPPER:27>'],
        ['newrelic-user-key', 'New Relic', 'NRAK-<lower:27>'],
        ['newrelic-query-key', 'New Relic', 'NRIQ-<base64url:32>'],
        ['newrelic-admin-key', 'New Relic', 'NRAA-<hex:27>'],
        ['grafana-cloud-token', 'Grafana', 'glc_<base64:32+>'],
        ['grafana-service-token', 'Grafana', 'glsa_<base62:32>_<anyhex:8>'],
        ['grafana-key', 'Grafana', 'eyJrIjoi<base64any:60+>'],
        ['dynatrace-token', 'Dynatrace', 'dt0c01.<UPPER:24>.<UPPER:64>'],
        ['dynatrace-platform-token', 'Dynatrace', 'dt0s16.<UPPER:8>.<UPPER:64>'],
        ['honeycomb-key', 'Honeycomb', 'hcaik_<lower:58>'],
        ['honeycomb-ingest-key', 'Honeycomb', 'hcxik_<lower:58>'],
        ['pagerduty-key', 'PagerDuty', 'pdus+_<base64any:30+>'],
        ['opsgenie-key', 'Opsgenie', 'GenieKey <uuid:36>'],
        ['statsig-secret', 'Statsig', 'secret-<base62:40+>'],
        ['launchdarkly-sdk-key', 'LaunchDarkly', 'sdk-<uuid:36>'],
        ['launchdarkly-api-key', 'LaunchDarkly', 'api-<uuid:36>'],
        ['configcat-key', 'ConfigCat', 'configcat-sdk-1/<base64url:22>/<base64url:22>'],
        ['prefect-key', 'Prefect', 'pnu_<lower:36>'],
        ['prefect-bot-key', 'Prefect', 'pnb_<lower:36>'],
        ['okta-secret', 'Okta', 'SSWS <base64url:42>'],
        ['workos-key', 'WorkOS', 'sk_live_<base62:30+>'],
        ['stytch-secret', 'Stytch', 'secret-live-<base64any:36+>'],
        ['stytch-secret', 'Stytch', 'secret-test-<base64any:36+>'],
        ['jwt', 'JSON Web Token', 'eyJ<base64url:14+>.eyJ<base64url:7+>.<base64any:10+>'],
        ['jwt', 'JSON Web Token', 'ey<base64url:17+>.ey<base64url:17+>.<base64any:10+>'],
        [
            'jwt',
            'JSON Web Encryption',
            'eyJ<base64url:14+>.<base64url:20+>.<base64url:10+>.<base64url:10+>.<base64url:16+>',
        ],
        ['jwt-base64', 'JSON Web Token', 'ZXlK<base64any:40+>'],
        ['bcrypt-hash', 'bcrypt', '$2b$<digit:2>$<base64dot:53>'],
        ['bcrypt-hash', 'bcrypt', '$2a$<digit:2>$<base64dot:53>'],
        ['bcrypt-hash', 'bcrypt', '$2y$<digit:2>$<base64dot:53>'],
        ['crypt-hash', 'crypt', '$6$<base64dot:1-16>$<base64dot:86>'],
        ['crypt-hash', 'crypt', '$apr1$<base64dot:1-8>$<base64dot:22>'],
        [
            'argon2-hash',
            'argon2',
            '$argon2id$v=<digit:2>$m=<digit:1-9>,t=<digit:1-3>,p=<digit:1-3>$<base64:8+>$<base64:20+>',
        ],
    ]),
    ...weak([['azure-client-secret', 'Azure', '<tilde:3><digit:1>Q~<tilde:31-34>']]),
];

;// CONCATENATED MODULE: ./build/safety/redact/shapes/talk.js

/** Chat, mail, phone, support, documents and work tracking. */
const TALK_SHAPES = [
    ...strong([
        ['slack-bot-token', 'Slack', 'xoxb-<base64url:20+>'],
        ['slack-user-token', 'Slack', 'xoxp-<base64url:20+>'],
        ['slack-workspace-token', 'Slack', 'xoxa-<base64url:10+>'],
        ['slack-refresh-token', 'Slack', 'xoxr-<base64url:10+>'],
        ['slack-legacy-token', 'Slack', 'xoxs-<base64url:10+>'],
        ['slack-legacy-token', 'Slack', 'xoxo-<base64url:10+>'],
        ['slack-client-token', 'Slack', 'xoxc-<base64url:20+>'],
        ['slack-cookie', 'Slack', 'xoxd-<base64any:20+>'],
        ['slack-config-token', 'Slack', 'xoxe.xoxp-1-<base64any:20+>'],
        ['slack-config-token', 'Slack', 'xoxe.xoxb-1-<base64any:20+>'],
        ['slack-config-refresh', 'Slack', 'xoxe-1-<base64any:20+>'],
        ['slack-config-refresh', 'Slack', 'xoxe-<base64any:20+>'],
        ['slack-app-token', 'Slack', 'xapp-<base64url:20+>'],
        ['slack-webhook', 'Slack', 'https://hooks.slack.com/services/<path:30+>'],
        ['slack-webhook', 'Slack', 'https://hooks.slack.com/workflows/<path:30+>'],
        ['slack-webhook', 'Slack', 'https://hooks.slack.com/triggers/<path:30+>'],
        ['slack-webhook', 'Slack', 'hooks.slack.com/services/<path:30+>'],
        ['slack-webhook', 'Slack', 'hooks.slack.com/workflows/<path:30+>'],
        ['slack-webhook', 'Slack', 'hooks.slack.com/triggers/<path:30+>'],
        ['discord-webhook', 'Discord', 'https://discord.com/api/webhooks/<path:40+>'],
        ['discord-webhook', 'Discord', 'https://discordapp.com/api/webhooks/<path:40+>'],
        ['discord-mfa-token', 'Discord', 'mfa.<base64url:80+>'],
        ['zapier-webhook', 'Zapier', 'https://hooks.zapier.com/hooks/catch/<path:8+>'],
        ['twitch-token', 'Twitch', 'oauth:<lower:30>'],
        ['sendgrid-key', 'SendGrid', 'SG.<base64url:20-24>.<base64url:39-50>'],
        ['sendgrid-key', 'SendGrid', 'SG.<tilde:66>'],
        ['sendinblue-key', 'Brevo', 'xkeysib-<hex:64>-<base62:16>'],
        ['sendinblue-smtp-key', 'Brevo', 'xsmtpsib-<hex:64>-<base62:16>'],
        ['mailgun-key', 'Mailgun', 'key-<hex:32>'],
        ['mailgun-public-key', 'Mailgun', 'pubkey-<hex:32>'],
        ['mailersend-token', 'MailerSend', 'mlsn.<hex:64>'],
        ['resend-key', 'Resend', 're_<base62:8>_<base62:20+>'],
        ['intra42-secret', '42', 's-s4t2ud-<hex:64>'],
        ['intra42-secret', '42', 's-s4t2af-<hex:64>'],
        ['hubspot-token', 'HubSpot', 'pat-na1-<uuid:36>'],
        ['hubspot-token', 'HubSpot', 'pat-eu1-<uuid:36>'],
        ['linear-key', 'Linear', 'lin_api_<base62:40>'],
        ['linear-oauth', 'Linear', 'lin_oauth_<base62:40+>'],
        ['notion-token', 'Notion', 'ntn_<base62:40+>'],
        ['notion-secret', 'Notion', 'secret_<base62:43>'],
        ['airtable-pat', 'Airtable', 'pat<base62:14>.<hex:64>'],
        ['typeform-token', 'Typeform', 'tfp_<tilde:40+>'],
        ['readme-key', 'ReadMe', 'rdme_<lower:70>'],
        ['postman-key', 'Postman', 'PMAK-<hex:24>-<hex:34>'],
        ['postman-collection-key', 'Postman', 'PMAT-<UPPER:26>'],
        ['figma-token', 'Figma', 'figd_<base64url:40>'],
        ['frameio-token', 'Frame.io', 'fio-u-<base64any:64>'],
        ['contentful-token', 'Contentful', 'CFPAT-<base64url:43>'],
        ['dropbox-token', 'Dropbox', 'sl.<base64any:130+>'],
        ['dropbox-token', 'Dropbox', 'sl.u.<base64any:130+>'],
        ['asana-token', 'Asana', '1/<digit:16>:<hex:32>'],
        ['clickup-token', 'ClickUp', 'pk_<digit:6-9>_<UPPER:32>'],
        ['adobe-client-secret', 'Adobe', 'p8e-<base62:32>'],
        ['mapbox-public-token', 'Mapbox', 'pk.eyJ<base64url:20+>.<base64url:20+>'],
        ['mapbox-secret-token', 'Mapbox', 'sk.eyJ<base64url:20+>.<base64url:20+>'],
        ['mapbox-token', 'Mapbox', 'pk.<base62:60>.<base62:22>'],
        ['maxmind-key', 'MaxMind', '<base62:6>_<base62:29>_mmk'],
        ['facebook-page-token', 'Facebook', 'EAAM<base62:60+>'],
        ['facebook-page-token', 'Facebook', 'EAAC<base62:60+>'],
        ['facebook-page-token', 'Facebook', 'EAA<base62:80+>'],
        ['instagram-token', 'Instagram', 'IGQV<base64url:60+>'],
        ['twitter-bearer', 'Twitter', 'AAAAAAAAAAAAAAAAAAAAA<base64any:30+>'],
        ['telegram-bot', 'Telegram', 'api.telegram.org/bot<digit:5-16>:<base64url:34-36>'],
        ['ory-token', 'Ory', 'ory_<LETTER:2>_<base64url:20+>'],
    ]),
    ...weak([
        ['discord-bot-token', 'Discord', 'M<base64url:23-27>.<base64url:6>.<base64url:27-38>'],
        ['discord-bot-token', 'Discord', 'N<base64url:23-27>.<base64url:6>.<base64url:27-38>'],
        ['discord-bot-token', 'Discord', 'O<base64url:23-27>.<base64url:6>.<base64url:27-38>'],
        ['twilio-api-key', 'Twilio', 'SK<hex:32>'],
        ['twilio-account-sid', 'Twilio', 'AC<hex:32>'],
        ['mailchimp-key', 'Mailchimp', '<hex:32>-us<digit:1-2>'],
    ]),
];

;// CONCATENATED MODULE: ./build/safety/redact/shapes.js






/** Every credential that its vendor made recognisable. Vendors without a prefix are known by their names only. */
const SHAPES = [
    ...CLOUD_SHAPES,
    ...CODE_SHAPES,
    ...TALK_SHAPES,
    ...MONEY_SHAPES,
    ...MODEL_SHAPES,
    ...OPERATIONS_SHAPES,
];

;// CONCATENATED MODULE: ./build/safety/redact/match-shapes.js




const WORD = classOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
function compile(shape) {
    const parts = parsePattern(shape.pattern);
    const last = parts.findLast((part) => part.kind === 'run');
    const first = parts[0];
    return { shape, prefix: first?.kind === 'literal' ? first.text : '', parts, tail: last?.chars ?? WORD };
}
const ALL = SHAPES.map(compile);
/** Shapes by the first character of their prefix, longest prefix first: one look at each word start finds all. */
const BY_FIRST = (() => {
    const buckets = Array.from({ length: 128 }, () => []);
    for (const compiled of ALL) {
        if (compiled.prefix !== '')
            buckets[compiled.prefix.charCodeAt(0)]?.push(compiled);
    }
    for (const bucket of buckets)
        bucket.sort((a, b) => b.prefix.length - a.prefix.length);
    return buckets;
})();
/** Shapes without a prefix: found by their longest literal, which stands a fixed length after their start. */
const BY_ANCHOR = ALL.filter(({ prefix }) => prefix === '').map((compiled) => {
    const literals = compiled.parts.filter((part) => part.kind === 'literal');
    const anchor = literals.reduce((best, part) => (part.text.length > best.length ? part.text : best), '');
    let before = 0;
    for (const part of compiled.parts) {
        if (part.kind === 'literal' && part.text === anchor)
            break;
        before += part.kind === 'literal' ? part.text.length : part.min;
    }
    return { compiled, anchor, before };
});
/** Length of the run of `chars` at `at`, at most `max`. */
function runLength(text, at, { chars, max }) {
    let length = 0;
    while (length < max && chars[text.charCodeAt(at + length)] === 1)
        length++;
    return length;
}
/** End of the token that starts at `at`, or -1. A run before a literal gives back what the literal needs. */
function matchParts(text, at, parts) {
    let position = at;
    for (let p = 0; p < parts.length; p++) {
        const part = parts[p];
        if (part === undefined)
            return -1;
        if (part.kind === 'literal') {
            if (!text.startsWith(part.text, position))
                return -1;
            position += part.text.length;
            continue;
        }
        const next = parts[p + 1];
        let length = runLength(text, position, part);
        if (next?.kind === 'literal' && length >= part.min) {
            const found = text.slice(position + part.min, position + length + next.text.length).indexOf(next.text);
            if (found === -1)
                return -1;
            length = part.min + found;
        }
        else if (next?.kind === 'run' && part.max !== part.min) {
            length = part.min;
        }
        if (length < part.min)
            return -1;
        position += length;
    }
    return position;
}
const MADE_UP = /example|x{6}|X{6}|\.{3}|\*{4}|1234567890abcdef|0{8}|placeholder|your[-_]?/i;
/** A body that stands for a secret without being one: too few different characters, or an example's words. */
function isMadeUp(body) {
    if (MADE_UP.test(body.slice(0, 256)))
        return true;
    return (distinctChars(body) < Math.min(7, body.length / 2) ||
        entropy(body) < Math.min(2.3, Math.log2(body.length) * 0.6));
}
function accept(text, at, { shape, prefix, parts, tail }) {
    const end = matchParts(text, at, parts);
    if (end === -1)
        return -1;
    const body = text.slice(at + prefix.length, end);
    if (isMadeUp(body))
        return -1;
    if (shape.weak)
        return WORD[text.charCodeAt(end)] === 1 || !looksRandom(body, 6) ? -1 : end;
    return end + runLength(text, end, { chars: tail, max: LONGEST_RUN });
}
function matchAnchored(text) {
    const spans = [];
    for (const { compiled, anchor, before } of BY_ANCHOR) {
        for (let hit = text.indexOf(anchor); hit !== -1; hit = text.indexOf(anchor, hit + anchor.length)) {
            const start = hit - before;
            if (start < 0 || (start > 0 && WORD[text.charCodeAt(start - 1)] === 1))
                continue;
            const end = accept(text, start, compiled);
            if (end !== -1)
                spans.push({ start, end, kind: compiled.shape.name, rank: span/* RANK */.Vz.shape });
        }
    }
    return spans;
}
/** Every token of a vendor's published shape. One pass over word starts; each start costs a bounded look ahead. */
function matchShapes(text) {
    const spans = [...matchAnchored(text)];
    for (let at = 0; at < text.length; at++) {
        const bucket = BY_FIRST[text.charCodeAt(at)];
        if (bucket === undefined || bucket.length === 0 || (at > 0 && WORD[text.charCodeAt(at - 1)] === 1))
            continue;
        for (const compiled of bucket) {
            if (!text.startsWith(compiled.prefix, at))
                continue;
            const end = accept(text, at, compiled);
            if (end === -1)
                continue;
            spans.push({ start: at, end, kind: compiled.shape.name, rank: span/* RANK */.Vz.shape });
            at = end - 1;
            break;
        }
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/numbers.js

const numbers_span = (start, end, kind) => ({ start, end, kind, rank: span/* RANK */.Vz.personal });
const CARD = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-]|\.\d)/g;
/** Issuer ranges of Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay, Maestro. */
const ISSUER = /^(?:4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01]|720)\d{12,13}|3[47]\d{13}|6(?:011|4[4-9]\d|5\d\d)\d{12,15}|35[2-8]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|62\d{14,17}|(?:5[06-8]|6\d)\d{11,17})$/;
/** The check of ISO/IEC 7812-1 annex B. */
function passesLuhn(digits) {
    let sum = 0;
    for (let i = 0; i < digits.length; i++) {
        const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
        sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
    }
    return sum % 10 === 0;
}
function matchCards(text) {
    const spans = [];
    for (const match of text.matchAll(CARD)) {
        const digits = match[0].replace(/[ -]/g, '');
        if (ISSUER.test(digits) && passesLuhn(digits) && new Set(digits).size > 1) {
            spans.push(numbers_span(match.index, match.index + match[0].length, 'creditcard'));
        }
    }
    return spans;
}
const IBAN = /(?<![\w-])[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){2,7}(?:[ -]?[A-Z\d]{1,3})?(?![\w-])/g;
/** The check of ISO 13616: the number with its first four characters last, letters as 10–35, is 1 modulo 97. */
function passesMod97(iban) {
    let rest = 0;
    for (const char of iban.slice(4) + iban.slice(0, 4)) {
        const value = Number.parseInt(char, 36);
        rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    }
    return rest === 1;
}
function matchIbans(text) {
    const spans = [];
    for (const match of text.matchAll(IBAN)) {
        const iban = match[0].replace(/[ -]/g, '');
        if (iban.length >= 15 && iban.length <= 34 && passesMod97(iban)) {
            spans.push(numbers_span(match.index, match.index + match[0].length, 'iban'));
        }
    }
    return spans;
}
const SSN = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-]|\.\d)/g;
const US_PHONE = /(?<![\w.+/-])(?:\(\d{3}\)[ .-]?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)/g;
const PLUS = /(?<![\w.+/-])\+(?=\d)/g;
const MAC = /(?<![\w:-])(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}(?![\w:-])/g;
/** End of the international number (ITU-T E.164: at most 15 digits) behind a plus sign, or -1. */
function internationalEnd(text, plus) {
    let digits = 0;
    let end = plus + 1;
    for (let at = end; at < text.length && at - end < 3; at++) {
        const char = text[at] ?? '';
        if (char >= '0' && char <= '9') {
            if (digits++ === 15)
                return -1;
            end = at + 1;
        }
        else if (!' .-()'.includes(char))
            break;
    }
    return digits >= 9 && !/[\w-]/.test(text[end] ?? ' ') ? end : -1;
}
function matchNumbers(text) {
    const spans = [];
    const add = (kind) => (match) => spans.push(numbers_span(match.index, match.index + match[0].length, kind));
    for (const match of text.matchAll(SSN))
        add('usssn')(match);
    for (const match of text.matchAll(US_PHONE))
        add('phone')(match);
    for (const match of text.matchAll(MAC))
        add('mac')(match);
    for (const { index } of text.matchAll(PLUS)) {
        const end = internationalEnd(text, index);
        if (end !== -1)
            spans.push(numbers_span(index, end, 'phone'));
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/personal.js

const personal_span = (start, text, kind) => ({
    start,
    end: start + text.length,
    kind,
    rank: span/* RANK */.Vz.personal,
});
const EMAIL = /(?<![\w.+$}-])[A-Za-z\d_][\w.+-]{0,63}@((?:[A-Za-z\d](?:[A-Za-z\d-]{0,61}[A-Za-z\d])?\.){1,6}([A-Za-z]{2,24}))(?![\w@-]|:\d)/g;
/** Last labels that are file endings or release words: `fn@app.js`, `icon@2x.png`, `core@5.3.9.RELEASE`. */
const NOT_A_DOMAIN = /^(?:js|mjs|cjs|jsx|ts|tsx|mts|cts|vue|svelte|py|rb|php|java|kt|cs|html?|css|json|ya?ml|map|swift|dart|rs|png|jpe?g|gif|svg|webp|jar|dll|so|wasm|bundle|release|final|snapshot|local|service|target|socket)$/i;
function matchEmails(text) {
    if (!text.includes('@'))
        return [];
    const spans = [];
    for (const match of text.matchAll(EMAIL)) {
        const [whole, domain = '', last = ''] = match;
        if (NOT_A_DOMAIN.test(last) || /^\d+\.\d/.test(domain) || /^git@/.test(whole))
            continue;
        spans.push(personal_span(match.index, whole, 'email'));
    }
    return spans;
}
const IPV4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g;
const SERVICE_PORT = /^["'\])]{0,2}(?::\d|,[ \t]?(?:port )?\d)/;
function isAddress(octets) {
    if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith('0'))))
        return false;
    return octets[0] !== '0' && octets.slice(1).join('.') !== '0.0.0';
}
/**
 * IPv4, but no versions (`Chrome/120.0.0.1`, `Version=4.0.0.0`, `jar:5.3.9.1`), and no loopback address of a service
 * (`127.0.0.1:5432`): that is nobody's address and says what failed.
 */
function matchIpv4(text) {
    const spans = [];
    for (const match of text.matchAll(IPV4)) {
        const [whole] = match;
        const ahead = text.slice(Math.max(0, match.index - 12), match.index);
        if (!isAddress(whole.split('.')) ||
            (/(?:version|ver|section|rfc|[~<>=]=|release|jar|assembly|build)["']?[\s:=@/(]{0,2}$|[A-Za-z)]\/$|[/!]:$|@$/i.test(ahead) &&
                !/:\/\/$|:\/\/[^/]*@$/.test(ahead)))
            continue;
        if (whole.startsWith('127.') &&
            SERVICE_PORT.test(text.slice(match.index + whole.length, match.index + whole.length + 12)))
            continue;
        spans.push(personal_span(match.index, whole, 'ip'));
    }
    return spans;
}
const IPV6 = /[\da-fA-F:]{3,47}/g;
function isIpv6(text) {
    if (text.includes(':::') || text.indexOf(':') === text.lastIndexOf(':') || /(?:^|[^:]):$|^:[^:]/.test(text))
        return false;
    const halves = text.split('::');
    if (halves.length > 2)
        return false;
    const groups = text.split(':').filter((group) => group !== '');
    if (halves.length === 1)
        return groups.length === 8 && groups.every((group) => group.length <= 4) && /[a-f]|\d{3}/i.test(text);
    return (groups.length <= 7 &&
        /\d/.test(text) &&
        (text.startsWith('::') ||
            (groups.length >= 2 && /\d/.test(groups[0] ?? '') && (groups[0]?.length ?? 0) >= 3)));
}
function matchIpv6(text) {
    if (!text.includes(':'))
        return [];
    const spans = [];
    for (const match of text.matchAll(IPV6)) {
        const [whole] = match;
        const end = match.index + whole.length;
        const stuck = /[\w.$:-]/.test(text[match.index - 1] ?? ' ') || /[\w:]/.test(text[end] ?? ' ');
        if (stuck || (whole.startsWith(':') && '>)]'.includes(text[match.index - 1] ?? ' ')))
            continue;
        if (!isIpv6(whole) || /^::1:\d{2,5}$/.test(whole))
            continue;
        if (whole === '::1' && SERVICE_PORT.test(text.slice(end, end + 12)))
            continue;
        spans.push(personal_span(match.index, whole, 'ip'));
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/placeholders.js

const NO_PLACEHOLDERS = new Map();
const PLACEHOLDER = /\[[a-z][a-z0-9-]{0,47}:\d{1,7}\]/g;
/** The placeholders that a text already holds; they are opaque to every detector. */
function findPlaceholders(text) {
    return Array.from(text.matchAll(PLACEHOLDER), (match) => ({
        start: match.index,
        end: match.index + match[0].length,
        kind: 'placeholder',
        rank: span/* RANK */.Vz.shape,
    }));
}
/** A table that grows: a copy of `before` is made with the first new value only. */
function growTable(before) {
    let table = before;
    const counts = new Map();
    for (const placeholder of before.values()) {
        const [kind = '', number = '0'] = placeholder.slice(1, -1).split(':');
        counts.set(kind, Math.max(counts.get(kind) ?? 0, Number(number)));
    }
    let own;
    return {
        /** The placeholder of a value: the one it already has, under whatever kind it was first seen. */
        of(kind, value) {
            const known = table.get(value);
            if (known !== undefined)
                return known;
            const number = (counts.get(kind) ?? 0) + 1;
            counts.set(kind, number);
            own ??= new Map(before);
            own.set(value, `[${kind}:${number}]`);
            table = own;
            return `[${kind}:${number}]`;
        },
        table: () => table,
    };
}

;// CONCATENATED MODULE: ./build/safety/redact/structures.js



const random = (secret) => looksRandom(secret, 8);
const notStandIn = (secret) => !standsIn(secret);
const unlikeWords = (secret) => !standsIn(secret) && (looksRandom(secret, 8) || wordShare(secret) < 0.6);
/** HTTP headers, URLs, command lines, and files with credentials. Every pattern is linear: bounded or disjoint runs. */
const STRUCTURES = [
    {
        name: 'url-password',
        example: 'postgres://app:hunter2@db.internal/app',
        needs: '://',
        pattern: /:\/\/(?<secret>[^\s:@/"'`<>{}]{0,128}:[^\s@/"'`<>]{1,256})@/g,
        accept: (secret) => !/^(?:\$|\{|%|<)/.test(secret.slice(secret.indexOf(':') + 1)),
    },
    {
        name: 'url-password',
        example: 'https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/1',
        needs: '@',
        pattern: /:\/\/(?<secret>[\w.~-]{16,256})@/g,
        accept: random,
    },
    {
        name: 'authorization',
        example: 'Authorization: Basic dXNlcjpwYXNz',
        needs: 'authorization',
        pattern: /\bauthorization\\{0,3}["']?[ \t]{0,4}(?:=>|[:=,])[ \t]{0,4}\\{0,3}["']?(?:[a-z][\w-]{2,20}[ \t]{1,3})?(?<secret>[^\s"'\\,;]{6,4096})/gi,
        accept: unlikeWords,
    },
    {
        name: 'authorization',
        example: 'Basic dXNlcjpwYXNz',
        needs: 'basic ',
        pattern: /\bbasic[ \t]{1,3}(?<secret>[A-Za-z\d+/]{8,1024}={0,2})(?![\w.])/gi,
        accept: (secret) => random(secret) || (secret.endsWith('=') && wordShare(secret) < 0.8),
    },
    {
        name: 'bearer-token',
        example: 'Bearer 4f1c…',
        needs: 'bearer',
        pattern: /\bbearer(?:[ \t:]{1,3}|%20|\+)(?<secret>[\w.~+/=-]{8,4096})/gi,
        accept: unlikeWords,
    },
    {
        name: 'cookie',
        example: 'Cookie: sid=31d4d96e407aad42',
        needs: 'cookie',
        pattern: /(?<!set-)\bcookie\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?(?<secret>[\w.-]{1,64}=[^\r\n"'\\]{1,4096})/gi,
    },
    {
        name: 'cookie',
        example: 'Set-Cookie: sid=31d4d96e407aad42; Path=/',
        needs: 'set-cookie',
        pattern: /\bset-cookie\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?[\w.-]{1,64}=(?<secret>[^\r\n"'\\;]{1,4096})/gi,
    },
    {
        name: 'user-password',
        example: 'curl -u alice:hunter2 https://api.example.com',
        needs: 'curl',
        pattern: /(?:[ \t]-[a-zA-Z]{0,5}[uU]|[ \t]--(?:proxy-)?user)(?:[ \t]{1,3}|=|(?=["'\w]))["']?(?<secret>[^\s"':$<>{}]{0,128}:[^\s"'$<>{}]{1,256})/g,
        accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)) && !/:[*x]+$/i.test(secret),
    },
    {
        name: 'user-password',
        example: 'curl -u "alice:hunter 2" https://api.example.com',
        needs: 'curl',
        pattern: /(?:[ \t]-u|[ \t]--user)[ \t=]{0,3}"(?<secret>[^"\n:$]{0,64}:[^"\n$]{1,256})"/g,
        accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)),
    },
    {
        name: 'user-password',
        example: "curl -u 'alice:hunter 2' https://api.example.com",
        needs: 'curl',
        pattern: /(?:[ \t]-u|[ \t]--user)[ \t=]{0,3}'(?<secret>[^'\n:]{0,64}:[^'\n]{1,256})'/g,
        accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)),
    },
    {
        name: 'header-secret',
        example: 'curl -H "X-Api-Key: 31d4d96e407aad42"',
        needs: 'curl',
        pattern: /(?:-H|--header)[ \t=]{0,3}\\{0,2}["'](?:authorization|[\w-]{0,40}(?:token|key|secret|auth|password|signature)[\w-]{0,20})[ \t]{0,3}:[ \t]{0,3}(?:[a-z][\w-]{2,20}[ \t]{1,3})?(?<secret>[^"'\\\s]{8,4096})/gi,
        accept: unlikeWords,
    },
    {
        name: 'signature',
        example: 'https://b.s3.amazonaws.com/k?X-Amz-Signature=31d4…',
        needs: '=',
        pattern: /[?&;](?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-(?:Signature|Credential)|sig|signature|code|hmac|state|se_sig)=(?<secret>[^&\s"'<>#]{16,4096})/gi,
        accept: random,
    },
    {
        name: 'webhook-url',
        example: 'https://acme.webhook.office.com/webhookb2/…',
        needs: 'office.com/webhook',
        pattern: /https:\/\/[\w-]{1,64}\.?(?:webhook\.)?office\.com\/(?<secret>webhook(?:b2)?\/[\w@/-]{30,400})/g,
    },
    {
        name: 'webhook-url',
        example: 'https://prod-1.westus.logic.azure.com/workflows/…&sig=…',
        needs: 'logic.azure.com',
        pattern: /logic\.azure\.com(?::443)?\/workflows\/(?<secret>[\w/?=&%.-]{40,600})/g,
    },
    {
        name: 'telegram-bot-token',
        example: 'bot110201543:AAHdqTcv…',
        needs: ':a',
        pattern: /(?:(?<![\dA-Za-z])|(?<=\bbot))(?<secret>\d{5,16}:A[\w-]{34})(?![\w-])/g,
        accept: random,
    },
    {
        name: 'facebook-app-token',
        example: '1234567890123456|31d4d96e407aad42…',
        needs: '|',
        pattern: /(?<![\dA-Za-z])(?<secret>\d{15,16}(?:\||%7C)[\w-]{27,40})(?![\w-])/gi,
        accept: random,
    },
    {
        name: 'twitter-token',
        example: '2244994945-31d4D96e407aAd42…',
        needs: '-',
        pattern: /(?<![\w.-])(?<secret>\d{15,25}-[A-Za-z\d]{20,45})(?![\w-])/g,
        accept: random,
    },
    {
        name: 'sidekiq-secret',
        example: 'cafebabe:deadbeef',
        needs: 'contribsys',
        pattern: /(?<![\dA-Za-z])(?<secret>[\da-f]{8}:[\da-f]{8})(?![\dA-Za-z:])/gi,
    },
    {
        name: 'identified-by',
        example: "CREATE USER app IDENTIFIED BY 'hunter2'",
        needs: 'identified by',
        pattern: /identified by[ \t]{1,4}["'](?<secret>[^"'\n]{1,256})["']/gi,
        accept: (secret) => notStandIn(secret) && !/^[a-z]+(?:-[a-z]+)+$/.test(secret),
    },
];
/** Everything that its surroundings give away. */
function matchStructures(text) {
    const lower = text.toLowerCase();
    const spans = [];
    for (const { name, needs, pattern, accept } of STRUCTURES) {
        if (!lower.includes(needs))
            continue;
        for (const match of text.matchAll(pattern)) {
            const secret = match.groups?.secret ?? '';
            if (secret === '' || (accept !== undefined && !accept(secret)))
                continue;
            const start = match.index + match[0].indexOf(secret);
            spans.push({ start, end: start + secret.length, kind: name, rank: span/* RANK */.Vz.structure });
        }
    }
    return spans;
}

;// CONCATENATED MODULE: ./build/safety/redact/redact.js










/** Longest text that is read, in UTF-16 units; the rest is cut off, never passed on unread. */
const LONGEST_TEXT = 256 * 1024;
/** Layers of escapes that are taken off: JSON in a query in JSON is three. */
const LAYERS = 3;
/** A replacement can bring a new secret to light (a key that a value hid); each round leaves less text. */
const ROUNDS = 8;
function detect(text, homePaths) {
    return [
        ...matchShapes(text),
        ...matchPemBlocks(text),
        ...matchSecretManifests(text),
        ...matchStructures(text),
        ...matchAssignments(text),
        ...matchEmails(text),
        ...matchIpv4(text),
        ...matchIpv6(text),
        ...matchCards(text),
        ...matchIbans(text),
        ...matchNumbers(text),
        ...matchHomePaths(text, homePaths),
    ];
}
/** The spans of a text and of what its escapes hide, as offsets of the text itself. */
function detectLayers(text, homePaths) {
    const spans = [...detect(text, homePaths)];
    let layer = (0,redact_layers/* decodeLayer */.o)(text);
    for (let depth = 0; depth < LAYERS && layer !== undefined; depth++) {
        const { origin } = layer;
        for (const span of detect(layer.text, homePaths)) {
            spans.push({ ...span, start: origin[span.start] ?? 0, end: origin[span.end] ?? text.length });
        }
        const next = (0,redact_layers/* decodeLayer */.o)(layer.text);
        layer = next && { text: next.text, origin: next.origin.map((at) => origin[at] ?? text.length) };
    }
    return spans;
}
/**
 * Replaces secrets and personal data by placeholders (`[github-pat:1]`, `[email:2]`). Pure and idempotent: redacting a
 * redacted text changes nothing, and a text without secrets comes back as it is. Linear in the length of the text.
 */
function redact(input, options = {}) {
    const cut = input.length > LONGEST_TEXT;
    let text = cut ? input.slice(0, LONGEST_TEXT) : input;
    const grown = growTable(options.table ?? NO_PLACEHOLDERS);
    const counts = new Map();
    for (let round = 0; round < ROUNDS; round++) {
        const spans = (0,span/* mergeSpans */.q4)(detectLayers(text, options.homePaths ?? 'prose'));
        const open = (0,span/* subtractSpans */.SF)(spans, findPlaceholders(text)).filter(({ start, end }) => /[^\W_]/.test(text.slice(start, end)));
        if (open.length === 0)
            break;
        text = replace(text, open, (kind, value) => {
            const placeholder = grown.of(kind, value);
            const shown = placeholder.slice(1, placeholder.lastIndexOf(':'));
            counts.set(shown, (counts.get(shown) ?? 0) + 1);
            return placeholder;
        });
    }
    const found = Array.from(counts, ([kind, count]) => ({ kind, count }));
    return { text, found, cut, table: grown.table() };
}
function replace(text, spans, name) {
    const pieces = [];
    let at = 0;
    for (const { start, end, kind } of spans) {
        pieces.push(text.slice(at, start), name(kind, text.slice(start, end)));
        at = end;
    }
    pieces.push(text.slice(at));
    return pieces.join('');
}


/***/ }),

/***/ 4849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SF: () => (/* binding */ subtractSpans),
/* harmony export */   Vz: () => (/* binding */ RANK),
/* harmony export */   q4: () => (/* binding */ mergeSpans)
/* harmony export */ });
/** How sure a detector is of the *name* it gives: a vendor's own shape names a value better than its key does. */
const RANK = { shape: 5, structure: 4, personal: 3, assigned: 2, neutral: 1 };
/** Sorted, disjoint spans: overlapping ones become their union under the name of the highest rank. */
function mergeSpans(spans) {
    const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
    const merged = [];
    for (const span of sorted) {
        const last = merged.at(-1);
        if (last === undefined || span.start >= last.end) {
            if (span.end > span.start)
                merged.push(span);
            continue;
        }
        const named = span.rank > last.rank ? span : last;
        merged[merged.length - 1] = { ...named, start: last.start, end: Math.max(last.end, span.end) };
    }
    return merged;
}
/** What is left of the spans outside of `holes` (sorted, disjoint): earlier placeholders are never touched. */
function subtractSpans(spans, holes) {
    if (holes.length === 0)
        return spans;
    const left = [];
    let first = 0;
    for (const span of spans) {
        while (first < holes.length && (holes[first]?.end ?? 0) <= span.start)
            first++;
        let start = span.start;
        for (let h = first; h < holes.length; h++) {
            const hole = holes[h];
            if (hole === undefined || hole.start >= span.end)
                break;
            if (hole.start > start)
                left.push({ ...span, start, end: hole.start });
            start = Math.max(start, hole.end);
        }
        if (start < span.end)
            left.push({ ...span, start });
    }
    return left;
}


/***/ }),

/***/ 1144:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X5: () => (/* binding */ cleanText),
/* harmony export */   xv: () => (/* binding */ truncate)
/* harmony export */ });
/* unused harmony export CUT_MARK */
/* harmony import */ var decode_named_character_reference__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7126);

/**
 * Code points that show nothing or change what is shown: controls but line feed and tab, soft hyphen, fillers, joiners,
 * bidirectional controls, variation selectors, tags, interlinear marks, blank Braille, private use, non-characters.
 * Default_Ignorable_Code_Point and Cf of Unicode 17, and what renders as nothing beside them. Emoji joined by U+200D
 * fall apart into their parts, which is the price.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u2800\u3164\uffa0\u115f\u1160\u17b4\u17b5]/gu;
const COLOURS = /\u001b\[[0-9;?]{0,30}[A-Za-z]|\u001b\][^\u0007\u001b]{0,500}(?:\u0007|\u001b\\)/g;
const ENTITY = /&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?/g;
/** The opening of our own marker: nobody else may write it, not even in quotation. */
const MARKER = /<!-{2,10}\s{0,20}patchpilot/gi;
/** Most rounds of decoding: each shortens the text, and nobody nests deeper in earnest. */
const ROUNDS = 12;
/**
 * Text without anything that hides: entities decoded, normalised (NFC), invisible code points out, to a fixpoint, so that
 * `cleanText(cleanText(x)) = cleanText(x)`. Line ends become `\n`.
 */
function cleanText(text) {
    let current = once(text);
    for (let round = 0; round < ROUNDS; round += 1) {
        const next = once(current);
        if (next === current)
            return current;
        current = next;
    }
    // Still something to decode after so many layers is an attack: break what is left of it.
    return once(current.replace(/&/g, '+'));
}
function once(text) {
    return text
        .replace(/\r\n?/g, '\n')
        .replace(COLOURS, '')
        .replace(ENTITY, (entity) => decodeEntity(entity))
        .toWellFormed()
        .normalize('NFC')
        .replace(INVISIBLE, '')
        .replace(MARKER, 'patchpilot');
}
function decodeEntity(entity) {
    const inner = entity.slice(1).replace(/;$/, '');
    if (!inner.startsWith('#'))
        return (0,decode_named_character_reference__WEBPACK_IMPORTED_MODULE_0__/* .decodeNamedCharacterReference */ .s)(inner) || entity;
    const code = /^#[xX]/.test(inner) ? Number.parseInt(inner.slice(2), 16) : Number(inner.slice(1));
    return code === 0 || code > 0x10ffff ? '' : String.fromCodePoint(code).toWellFormed();
}
/** What marks a cut. */
const CUT_MARK = '… (cut)';
/** At most `limit` UTF-16 units including the mark; never cuts a code point in two. */
function truncate(text, limit) {
    if (text.length <= limit)
        return text;
    const room = Math.max(0, limit - CUT_MARK.length);
    return `${text
        .slice(0, room)
        .toWellFormed()
        .replace(/\ufffd$/, '')}${CUT_MARK}`;
}


/***/ })

};
