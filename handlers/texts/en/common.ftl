### Words of the conversation itself. The medical words stand in guidance/texts.
### Plain words, short lines. Values: $emergency and the names of the doors come from the person's country.

button-back = ← Back
button-none = None of these
button-done = Done ✓
button-not-sure = Not sure
button-help = Explain this
button-help-hide = Hide explanation
button-go-on = Go on
button-yes = Yes, that is fine
button-no = No
button-check = Start the check
button-check-again = Do the check again
button-plan = My care plan
button-reasons = Why, and the sources
button-result = The result again
button-photo = Add a photo
button-progress = My progress
button-reminders = Weekly reminder
button-reminders-manage = Day and hour, or stop
button-privacy = My data
button-delete = Delete everything
button-checkin = Answer this week’s questions
button-mistake = That was a slip: go back

toast-answered = That question is answered already. Here is where we are.
toast-expired = This button is from an older message. Here is where we are.
toast-unknown = Nothing is stored about you here. Send /start to begin.
toast-choose-first = Tick what fits first, or tap “None of these”.
toast-limit = That is the most you can tick here. Untick one first.

sorry-trouble =
    That could not be saved just now. Nothing you told before is lost.
    Please try again in a minute. If someone is very ill, do not wait: call { $emergency }.
sorry-text =
    I only understand the buttons, so I could not use what you wrote.
    If this is an emergency, call { $emergency } now.
sorry-other =
    I cannot use that kind of message. Here the buttons do the work, and photos are welcome after the check.
    If this is an emergency, call { $emergency } now.
sorry-not-known =
    We have not met yet, or your data was deleted.
    Send /start to begin. If this is an emergency, call your emergency number now.
sorry-private = I talk about health only in a private chat. Please write to me directly.
cancelled = The open questions are put aside; nothing else is changed.
cancelled-nothing = There is nothing open to stop.

not-a-diagnosis =
    <i>This is not a diagnosis and can be wrong. No clinician has reviewed this content yet.</i>

home-title = <b>What would you like to do?</b>
home-no-check = You have not done the check yet. It takes about 12 taps.

help =
    <b>How this works</b>
    /check – the check: warning signs first, then your skin
    /plan – your care plan: morning, evening, what to avoid
    /photo – add a photo of the area
    /progress – first and latest photo side by side, and your answers over time
    /checkin – this week’s questions, now
    /reminders – day and hour of the weekly look; stop it
    /privacy – what is stored, and your three choices
    /delete – delete everything
    /about – what this is, and who stands behind it
    /cancel – put open questions aside

    Everything works by tapping. You never need to type more than a command.
    In an emergency call { $emergency }.

about =
    <b>What this is</b>
    A helper for red, bumpy or irritated skin around hair follicles. You answer a short check, see care steps that suit you, and look again once a week.

    <b>What it is not</b>
    It is not a doctor and does not replace one. It cannot examine you. It never reads an illness from a photo.
    It can be wrong. <b>No clinician has reviewed its content yet</b>; every rule names its source.

    It is free software and no company’s products are in it. The people who run this bot for you are named in its profile.
    Content version: { $version }.

language-only-english = So far this bot speaks English only. More languages are to come.

command-start = Begin, or go on where you were
command-check = The check
command-plan = Your care plan
command-photo = Add a photo
command-progress = Photos side by side, and your answers over time
command-checkin = This week’s questions
command-reminders = Day and hour of the weekly look
command-privacy = What is stored, and your choices
command-delete = Delete everything
command-about = What this is
command-help = How this works
command-cancel = Put open questions aside
command-language = The language
bot-description =
    For red, bumpy, irritated skin around hair follicles: a short check, care steps that fit your answers, and a look once a week. Not a doctor, not for emergencies.
bot-short-description = A short skin check, gentle care steps, a weekly look. Not a doctor.
