export const id = 453;
export const ids = [453];
export const modules = {

/***/ 4453:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderSummary: () => (/* binding */ renderSummary)
/* harmony export */ });
/* harmony import */ var _safety_code_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7342);
/* harmony import */ var _safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1042);
/* harmony import */ var _reason_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1325);
/* harmony import */ var _reasons_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4152);




/** Rows beyond which a table is no longer read. */
const MOST_ROWS = 200;
/** The job summary: what was decided and why, and what was done. */
function renderSummary(outcome) {
    const { findings, receipts, dryRun, mode } = outcome;
    return (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .paragraphs */ .qN)([
        (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `### Patchpilot ${(0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(mode)}${dryRun ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) ` (dry run: nothing was written)` : (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) ``}`,
        findings.length === 0 ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `There was nothing to decide.` : decisions(findings),
        findings.length === 1 && findings[0] !== undefined ? reasons(findings[0]) : null,
        receipts.length === 0 ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Nothing was written.` : writes(receipts),
    ]);
}
function decisions(findings) {
    const rows = findings
        .slice(0, MOST_ROWS)
        .map(({ issue, decision }) => [
        issue === null ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `this event` : (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `issue ${issue}`,
        (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(decision.verdict),
        (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(decision.reasonCode),
        _reason_words_js__WEBPACK_IMPORTED_MODULE_2__/* .REASON_WORDS */ .J[decision.reasonCode].what,
    ]);
    const more = findings.length - rows.length;
    return (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .paragraphs */ .qN)([
        (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)([(0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Incident`, (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Verdict`, (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Reason`, (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `What it means`], rows),
        more > 0 ? (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `and ${more} more; the \`result\` output has them all` : null,
    ]);
}
function reasons({ decision }) {
    return decision.reasons.map(_reasons_js__WEBPACK_IMPORTED_MODULE_3__/* .reasonLines */ .c).join('\n');
}
function writes(receipts) {
    const rows = receipts
        .slice(0, MOST_ROWS)
        .map((receipt) => [
        (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(receipt.target.replace('#', 'issue ')),
        (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(receipt.effect),
        (0,_safety_code_js__WEBPACK_IMPORTED_MODULE_0__/* .codeSpan */ .SS)(receipt.kind === 'skipped' ? `skipped: ${receipt.why}` : receipt.kind),
    ]);
    return (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .table */ .tp)([(0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Where`, (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `What`, (0,_safety_markdown_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD) `Outcome`], rows);
}


/***/ })

};
