import fc from 'fast-check';

/** The same cases every time: a test that needs luck is a defect. `FC_SEED=…` (or `FC_SEED=random`) looks further. */
const { FC_SEED } = process.env;
if (FC_SEED !== 'random') fc.configureGlobal({ seed: Number(FC_SEED ?? 20_261_121) });
