# People: what is kept apart, consents, information and erasure.
person-erased = erased person
people-purpose-name = Publication of the name
people-purpose-photo = Publication of a photo
people-purpose-contact = Passing on of contact details
people-consent-photo-day = Consent to publication of a photo on
people-consent-contact-day = Consent to passing on contact details on
registry-column-consent-photo = Day on which the person agreed that a photo of them is published.
registry-column-consent-contact = Day on which the person agreed that their contact details are passed on.
people-gender-female = female
people-gender-male = male
people-gender-diverse = diverse
people-apart-title = Particulars and suspensions
people-apart-lead = Only those who keep the register see this page. What stands here appears in no list, no search and no table. The log says only that something changed.
people-born-on = Date of birth
people-born-on-hint = Only needed where the statutes ask for a minimum age.
people-gender = Gender
people-gender-hint = Only as the person says. Figures show it in sums alone.
people-gender-unknown = not given
people-suspensions = Suspensions
people-suspensions-lead = During these days the person's rights in a member rest, for example by a resolution of the board. A delegate whose rights rest is noticed in the check.
people-no-suspensions = No suspension entered.
people-suspend = Enter a suspension
people-suspended-in = Member
people-suspended-from = first day
people-suspended-until = last day
people-suspended-until-hint = Leave empty while no end is set.
people-suspended-reason = Reason
people-suspended-reason-hint = For example the resolution with its day. The reason does not go into the log.
people-suspension-end = End today
people-suspension-remove = Remove the entry
people-back = Back to the person
field-born-impossible = This date of birth cannot be right.
field-suspensions-overlap = On some of these days the person's rights rest there already.
field-suspended-no-member = The person does not belong to this member on the first day.
problem-person-erased = This person was erased. Their entry can no longer be changed or chosen.
people-erased-on = Everything about this person was erased on { $day }. The empty entry stays, so that counts and mandates are right.
people-privacy-title = Information and erasure
people-record = Information as a file
people-record-hint = A file with everything that is kept about the person (GDPR Art. 15). How anybody voted in secret is kept nowhere.
people-erase-link = Erase the person
problem-erase-mandate = The person still holds a mandate. End it first.
problem-erase-round = The person is registered in an open round of delegates. Take the registration back first.
problem-erase-roll = The person stands on a frozen roll whose assembly is not over, or of which a poll is not published yet.
problem-erase-candidate = The person is a candidate in an election whose result is not certified yet.
problem-erase-seat-call = The person is called to a seat and has not answered yet.
problem-erase-sending = A message to the person is being sent at this moment. Try again in a minute.
privacy-erase-lead = Erasure cannot be undone. The empty entry stays as “erased person”, so that all counts are right.
privacy-not-yet = The person cannot be erased yet
privacy-deleted = This is erased
privacy-deleted-person = Name, e-mail address, phone, language, key from other lists and consents
privacy-deleted-particulars = Date of birth and gender
privacy-deleted-suspension-reasons = { $n ->
    [one] Reason of a suspension
   *[other] Reasons of { $n } suspensions
}
privacy-deleted-delegation-reasons = { $n ->
    [one] Remark on a registration as a delegate
   *[other] Remarks on { $n } registrations as a delegate
}
privacy-deleted-roll-names = { $n ->
    [one] Name on a roll; the digest of the roll still holds
   *[other] Name on { $n } rolls; the digests of the rolls still hold
}
privacy-deleted-candidacies = { $n ->
    [one] Name of a candidacy in an election without a published result
   *[other] Name of { $n } candidacies in elections without a published result
}
privacy-deleted-seat-call-reasons = { $n ->
    [one] Reason of the answer to a call to a seat
   *[other] Reasons of the answers to { $n } calls to seats
}
privacy-deleted-messages = { $n ->
    [one] Address and content of a message; that it was sent stays
   *[other] Addresses and contents of { $n } messages; that they were sent stays
}
privacy-kept = This stays
privacy-kept-mandates = { $n ->
    [one] A mandate with its days, without a name: so that it stays right who sat where
   *[other] { $n } mandates with their days, without a name: so that it stays right who sat where
}
privacy-kept-delegations = { $n ->
    [one] A registration as a delegate, without a name: so that the number of places stays right
   *[other] { $n } registrations as a delegate, without a name: so that the number of places stays right
}
privacy-kept-roll-entries = { $n ->
    [one] An entry of a roll with its votes, without a name: so that the polls can be checked (GDPR Art. 17 (3) (e)). Roll calls stay as they were published.
   *[other] { $n } entries of rolls with their votes, without a name: so that the polls can be checked (GDPR Art. 17 (3) (e)). Roll calls stay as they were published.
}
privacy-kept-roll-names = { $n ->
    [one] The name on a roll of the older form: its digest is computed from the name (GDPR Art. 17 (3) (e)).
   *[other] The name on { $n } rolls of the older form: their digests are computed from the name (GDPR Art. 17 (3) (e)).
}
privacy-kept-published-candidacies = { $n ->
    [one] A candidacy with its name in a published election result: it is a public record of the election (GDPR Art. 17 (3) (b) and (d)).
   *[other] { $n } candidacies with their names in published election results: they are public records of the elections (GDPR Art. 17 (3) (b) and (d)).
}
privacy-kept-acts = { $n ->
    [one] A line of the log: what was done when, without name or details of the person (GDPR Art. 5 (2))
   *[other] { $n } lines of the log: what was done when, without name or details of the person (GDPR Art. 5 (2))
}
privacy-backups = Backups made before hold the details until they are overwritten. Please look yourself at documents that a member uploaded.
privacy-type-name = Family name of the person
privacy-type-name-hint = Please type it, so that nobody else is erased by a slip.
privacy-reason = Reason
privacy-reason-hint = Goes into the log and stays. Write no name in it.
privacy-erase-for-good = Erase for good
field-erase-name-differs = This is not the family name of the person.
field-reason-names-person = The reason stays in the log. Please leave the name out.
