checkin-prompt =
    <b>Your weekly look.</b>
    How is your skin? It takes about six taps.
checkin-nudge =
    <b>I will be quiet for now.</b>
    The last two weekly questions went by without an answer, and that is quite all right. I will not write again until you ask me to.
button-resume = Ask me again each week
checkin-before-check = Do the check first. Then we can look at it week by week.
checkin-done = This week’s questions are answered. Here is what came out.
outcome-title = <b>This week.</b> { $trend }
outcome-itch = Itch: { $before } last time, { $now } now.
outcome-soreness = Soreness: { $before } last time, { $now } now.
outcome-todo = <b>What to do now</b>
outcome-next = <b>Next weekly look:</b> { $when }
outcome-next-free = No weekly reminder is set. You can answer any time with /checkin.
outcome-review = <b>Next look at the plan:</b> { $date }
