privacy =
    <b>Your data</b>
    <b>What is stored:</b> your answers, results, weekly answers, photos if you send any, your three choices, country, clock and the day of the weekly look, and Telegram’s number for this chat so that I can write to you. No name, no phone number, no place.
    <b>How:</b> encrypted with a key of your own. That key is itself locked with a key kept apart from the data.
    <b>Who sees it:</b> it is shown to you alone and sent to nobody. The people who run this bot hold the server and its keys.
    <b>How long:</b> until you delete it.
    <b>Telegram:</b> holds this chat as well. Chats with bots are not end-to-end encrypted, and deleting here does not delete Telegram’s copy.
    <b>Your rights:</b> you can take back each yes below, and delete everything at once.

    <b>Your choices</b>
    { $choices }
privacy-choice = • { $what }: { $given ->
    [yes] yes
    [no] no
   *[open] not asked yet
}
consent-name-answers = storing my answers
consent-name-photos = storing my photos
consent-name-reminders = a message each week
button-consent-give = Allow: { $what }
button-consent-withdraw = Take back: { $what }
privacy-photos-withdrawn = I will store no more photos. The ones stored so far: keep them, or delete them now?
button-photos-delete = Delete my photos
button-photos-keep = Keep them
photos-deleted = { $count ->
    [one] One photo was deleted.
   *[other] { $count } photos were deleted.
}
delete-ask =
    <b>Delete everything?</b>
    All answers, results, weekly answers and photos are erased, and the key that opens them. This cannot be undone.
    The messages in this chat stay with Telegram: you can clear the chat yourself.
button-delete-yes = Yes, delete everything
button-delete-no = No, keep my data
delete-done =
    <b>Everything is deleted.</b>
    Receipt, { $when }: { $answers ->
        [one] 1 answer
       *[other] { $answers } answers
    }, { $photos ->
        [one] 1 photo
       *[other] { $photos } photos
    }, { $checkins ->
        [one] 1 weekly look
       *[other] { $checkins } weekly looks
    }, and the key that opened them.
    Copies in backups go when those backups expire.
    Send /start if you ever want to begin again.
delete-nothing = Nothing is stored about you here.
