step = { $step } of { $of }
many-hint = <i>{ $limit ->
    [0] Tick all that fit, then “Done”.
   *[other] Tick what fits best, up to { $limit }, then “Done”.
}</i>

photo-offer =
    <b>The questions are done.</b>
    Would you like to add a photo of the area? It helps you compare later. It changes nothing in the result.

    • Daylight near a window, no flash
    • Hold the phone straight, about 20 cm away
    • Never private parts; leave your face out where you can

    Send it here as a photo, or go on without one.
button-photo-skip = Go on without a photo

result-title = <b>Your result</b>
result-fits-well = <b>{ $pattern }</b> – fits well
result-could-fit = <b>{ $pattern }</b> – could fit
result-cannot-tell = <b>It cannot be told from your answers</b> what this is. That happens often and is not your fault.
result-because = Because you said: { $reasons }.
result-against = Less typical: { $reason }.
result-care = <b>What to do</b>
result-more-steps = { $count ->
    [0] In full: in your care plan.
    [one] In full, and one more step: in your care plan.
   *[other] In full, and { $count } more steps: in your care plan.
}
result-left-out = <b>Left out, for your safety</b>
result-left-out-line = • { $what }: { $reasons }
result-ask-first = <b>Only after asking</b> a { $pharmacist } or your { $doctor }
result-sooner = <b>Get help sooner if</b>
result-why-now = <b>Why</b>
result-urgent-keep = When you have been seen, you can do the check again.
button-seen = I have been seen
seen-thanks = Good that you were seen. Follow what you were told there. You can do the check again whenever you like.

reasons-title = <b>Why these steps</b>
reasons-rules = <b>How soon, and why</b>
reasons-sources = <b>Sources</b>
plan-title = <b>Your care plan</b>
plan-none = You have no care plan yet. Do the check first.
plan-urgent = There is no care plan while someone should look at it first.
plan-both = <b>Morning and evening</b>
plan-morning = <b>Morning</b>
plan-evening = <b>Evening</b>
plan-nights = <b>Some evenings</b>
plan-now = <b>First</b>
plan-always = <b>All the time</b>
plan-avoid = <b>What not to do</b>
plan-tell = <b>Good to know</b>
plan-active = <b>For now:</b> { $ingredient }, { $nights ->
    [one] once a week
    [7] once a day
   *[other] { $nights } times a week
}. Only one such product at a time.
plan-ramp-start = <b>From { $date }:</b> { $nights ->
    [one] one evening a week.
   *[other] { $nights } evenings a week.
}
plan-ramp-step = <b>From { $date }</b>, if nothing stings: { $nights }.
plan-active-paused = <b>Paused:</b> { $ingredient }, until the skin is calm.
plan-active-dropped = <b>Leave out:</b> { $ingredient }. It stung twice.
plan-until = <b>This plan runs until</b> { $date }. Then we look again.
