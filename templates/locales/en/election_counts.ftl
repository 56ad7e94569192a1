# Figures of districts: entered twice, compared, settled, taken in from tables.

counts-title = Figures
counts-lead = Two people enter the figures of each district without seeing each other's. Where they differ, a third look settles it.
counts-reported = Districts reported
counts-of = { $n } of { $all }
counts-differing = Districts that differ
counts-district = District
counts-state = State
counts-by = Entered by
counts-whole = Whole election

counts-state-missing = nothing entered
counts-state-once = one look
counts-state-differs = looks differ
counts-state-agreed = both agree
counts-state-settled = settled

counts-hint-missing = Nobody has entered figures yet.
counts-hint-second = One person has entered figures. Enter them from the record again; you see the other figures afterwards.
counts-hint-own = One look is there; somebody else gives the other one.
counts-hint-differs = The two looks differ. Compare them with the record and settle the figures.
counts-hint-agreed = Two people entered the same figures.
counts-hint-settled = A third look settled where the first two differed.

counts-figures = Figures of the district
counts-figure = Figure
counts-head = Eligible, voters and ballots
counts-head-hint = Whole numbers as on the record. Leave a field empty where the record says nothing, and enter 0 where it says 0.
counts-votes = Votes
counts-candidate-hint = Votes of this candidate
counts-differs = differs
counts-not-given = not given

counts-figure-a1 = eligible, in the register without a flag
counts-figure-a2 = eligible, in the register with the flag W (postal voting)
counts-figure-a3 = eligible, not in the register
counts-figure-a = all eligible
counts-figure-b = voters
counts-figure-b1 = voters with a ballot authorisation
counts-figure-c = invalid
counts-figure-d = valid
counts-figure-nomination = Votes of a nomination
counts-figure-candidate = Votes of a candidate

counts-note = Note
counts-note-hint = Needed where something unusual is confirmed: why the figures stand.
counts-confirm-legend = Unusual figures
counts-confirm-hint = Check them against the record. Confirm only what stands there, and say why in the note.
counts-enter-button = Enter figures

counts-settle-title = Settle the differences
counts-settle-lead = Take each figure from the record, not from memory.
counts-choose-first = first look: { $value }
counts-choose-second = second look: { $value }
counts-choose-other = neither: the figure below
counts-other-value = Other figure for “{ $figure }”
counts-settle-note = How it was settled
counts-settle-note-hint = For example: looked up in the record of the polling board.
counts-settle-button = Settle the figures
counts-agreeing = Figures that agree

counts-correct = Correct the figures
counts-correct-title = Correction
counts-correct-lead = The earlier figures stay in the history. Again two people enter the figures.
counts-correct-note = Reason of the correction
counts-history = History
counts-history-line = Round { $round }, { $look }: { $by }

counts-import-title = Take in a table
counts-import-lead = The figures of a table are your look at its districts. Somebody else gives the other look, by hand or from a table of their own.
counts-import-file = File
counts-import-file-hint = CSV in UTF-8. Nothing is written before you have seen every row.
counts-import-check = Check the table
counts-table-votemanager = Open data of votemanager
counts-table-plain = Plain table
counts-votemanager-text = The CSV file that the municipality offers under “open data”, one row for each district. An empty cell means that nothing was reported. Which of the columns D1, D2, … stands for which list you say in the next step.
counts-plain-text = One row for each district, with its number or name in the first column. Each list has a column headed by its label; where votes of candidates count, a column “label#place” for each of them.
counts-plain-label = Label
counts-template = Template for this election

counts-preview = What the table says
counts-preview-refused = { $n ->
    [one] One row cannot be taken in
   *[other] { $n } rows cannot be taken in
}
counts-preview-refused-text = Nothing was written. Correct the table and choose it again.
counts-preview-nothing = Nothing new
counts-preview-nothing-text = No district of this table waits for your look.
counts-preview-unwritten = Nothing is written yet
counts-preview-unwritten-text = Check the columns and rows, then take the table in.
counts-preview-left-columns = These columns are left out
counts-preview-left-out = Left out
counts-preview-confirm = { $n ->
    [one] Take in one district
   *[other] Take in { $n } districts
}
counts-preview-discard = Discard the table
counts-confirm-table = I have checked the unusual figures; they stand in the record.

counts-columns-title = Columns and lists
counts-columns-lead = Say for each column of votes which list it stands for. It is remembered for the next table of this body.
counts-columns-problems = The columns do not fit yet
counts-columns-none = Choose a list
counts-columns-check = Check again

counts-row = Row
counts-outcome = What happens
counts-row-says = In the table
counts-details = Details
counts-row-taken = taken in
counts-row-not-reported = not reported yet
counts-row-given = your look is there
counts-row-closed = both looks are there
counts-row-refused = refused

field-figure-negative = This figure is negative.
field-figure-not-a-number = This is not a whole number.
field-figure-separator = Write the number without point or comma, for example 1234 or 1 234.
field-figure-too-many = This is more than any election has: at most { $most }.
field-figure-unknown = The record of this election has no such figure.

field-count-eligible-parts = A is { $a }, but A1, A2 and A3 add up to { $sum }.
field-count-more-voters-than-eligible = B ({ $b } voters) is more than A ({ $a } eligible).
field-count-voters-without-eligible = { $b } voters, but nobody eligible: right only where postal votes of other districts are counted.
field-count-more-authorised-than-voters = B1 ({ $b1 }) is more than B ({ $b } voters).
field-count-more-invalid-than-voters = C ({ $c } invalid) is more than B ({ $b } voters).
field-count-ballots-do-not-add-up = C ({ $c }) and D ({ $d }) add up to { $sum }, but B is { $b }.
field-count-more-valid-than-eligible = D ({ $d } valid) is more than A ({ $a } eligible).
field-count-more-votes-than-ballots-give = D is { $d }, but with { $votes } votes each the ballots give at most { $most }.
field-count-nomination-missing = The votes of { $label } are missing; enter 0 where there are none.
field-count-withdrawn = { $label } has withdrawn, but has { $n } votes.
field-count-nomination-too-many = { $label } has { $n } votes, but with { $votes } votes each the ballots give at most { $most }.
field-count-nominations-do-not-add-up = D is { $d }, but the votes of all lists add up to { $sum }.
field-count-nominations-differ = D is { $d }, but the votes of all lists add up to { $sum }.
field-count-no-votes = There is not one valid vote.
field-count-candidate-missing = The votes of { $name } are missing; enter 0 where there are none.
field-count-candidate-withdrawn = { $name } has withdrawn, but has { $n } votes.
field-count-candidate-too-many = { $name } has { $n } votes, but with at most { $votes } from each ballot there can be no more than { $most }.
field-count-candidates-exceed-list = { $label } has { $n } votes, but its candidates have { $sum }.
field-count-candidates-below-list = { $label } has { $n } votes, but its candidates have only { $sum }.
field-count-not-given = This figure is not given.
field-count-turnout = { $b } of { $a } voted ({ $now } %); last time it was { $b_before } of { $a_before } ({ $before } %).

field-file-other-columns = The table has other columns: { $found }. Expected are those of votemanager ({ $votemanager }) or of the plain table ({ $plain }).
field-file-missing-columns = The table has no column { $missing }. Expected are: { $expected }.
field-column-without-nomination = Say which list column { $column } stands for.
field-nomination-twice = Column { $column }: another column stands for { $label } already.
field-nomination-without-column = No column stands for { $label }.
field-unknown-district = The election has no district “{ $district }”.
field-other-election-day = The table is about { $found }, but the election is on { $expected }.
field-other-municipality = The table is about the municipality { $found }, but the body belongs to { $expected }.
field-more-reports-than-expected = { $n } reports are there, but only { $expected } are expected.
field-unknown-candidate = { $label } has no candidate in place { $position }.

problem-count-not-begun = The election is still being prepared. Figures can be entered once counting has started.
problem-count-certified = The election is certified. Figures can only be corrected.
problem-count-over = No figures can be entered for this election.
problem-count-same-person = You have entered figures for this district. The second look is somebody else's.
problem-count-must-be-settled = Both looks are there and differ. The differences must be settled.
problem-count-nothing-to-settle = There is nothing to settle in this district.
problem-count-round-over = Meanwhile figures were entered for this district. Look at them first.
problem-count-look-taken = Somebody else entered figures at the same moment. Look at the district again.
problem-count-unconfirmed = Some figures are unusual. Check them, confirm each and say why in the note.
problem-count-rows = The table cannot be taken in. Nothing was written.
problem-count-rows-unconfirmed = Some figures are unusual. Check them, confirm them and say why in the note.
problem-count-nothing-new = No district of this table waits for your look.
problem-count-preview-stale = Something has changed since the preview. Look at the rows again.
field-columns-unreadable = Write columns and nominations as D1=12,D2=13.

counts-task-hint = Entered by two people for each district.
counts-task-later = after the preparation
counts-task-open = see districts
