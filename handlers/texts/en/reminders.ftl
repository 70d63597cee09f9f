reminders-day =
    <b>Weekly look: which day?</b>
    By choosing a day you agree that I write to you once a week.
reminders-hour = <b>Weekly look: around which hour?</b>
reminders-zone =
    <b>Which clock do you live by?</b>
    Your time stays right when clocks change.
reminders-zone-time =
    <b>What time is it where you are, roughly?</b>
    From that I find your clock.
reminders-zone-choose = <b>Which place shares your clock?</b>
button-zone-other = Another place
zone-button = { $city } – now { $time }
reminders-set =
    <b>Set.</b> I will ask you every { $day } around { $time } ({ $city }).
    The first time: { $first }.
reminders-on = <b>Weekly look:</b> every { $day } around { $time } ({ $city }). Next: { $next }.
reminders-paused = <b>Weekly look: paused.</b> Your day was { $day } around { $time } ({ $city }).
reminders-off = <b>Weekly look: off.</b> I write to you only when you ask.
reminders-offer = Shall I ask you once a week how it goes?
button-reminders-change = Change day or hour
button-reminders-pause = Pause
button-reminders-stop = Stop
button-reminders-resume = Go on asking
button-reminders-set = Choose day and hour
