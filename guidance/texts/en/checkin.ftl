# The weekly check-in: questions, answers, what follows. Plain words, short lines, no blame.
# Values (bare words take "a"): $doctor, $pharmacist, $specialist, $emergency, $advice_line, $urgent_door (of the country),
# $nights, $ingredient, $itch_before, $itch_now.

## Screen 1

q-w_seen = Last time I said someone should look at your skin. Has that happened?
q-w_seen-help = I ask so that the steps fit what you were told. Nobody checks up on you.
o-w_seen-fine = Yes: nothing to worry about
o-w_seen-treated = Yes: I got a treatment or medicine
o-w_seen-booked = Not yet, but it is booked
o-w_seen-not_yet = Not yet
o-w_seen-gone = No longer needed: it has gone

q-w_now = Since last time: any of these?
q-w_now-help =
    These signs can mean you need help soon.
    On brown or black skin redness can be hard to see. Go by heat, swelling, firmness and pain.
    Glass test: press a clear glass on the spots. If they stay as they are, tick them.
o-w_now-breathing_swelling = Trouble breathing or swallowing, a tight throat, fainting, or swelling of the face, lips or tongue
    .button = Breathing trouble, swollen face
o-w_now-nonblanching = Spots or bruise-like marks that stay when you press a glass on them (also look at palms, soles, tummy)
    .button = Spots that stay under a glass
o-w_now-very_unwell = Confused, very drowsy, fainting, stiff neck, breathing very fast, or skin that is cold and blotchy, blue or grey
    .button = Confused, drowsy, faint, cold skin
o-w_now-peeling_mucosal = Skin peeling or blistering over a large area, or a painful rash with sores in the mouth, eyes or genitals
    .button = Peeling skin, or sores in mouth
o-w_now-extreme_pain_dark = Pain far worse than it looks, or black, purple or grey patches
    .button = Extreme pain or dark patches
o-w_now-fever = Fever, shivering, a racing heart, or feeling ill
    .button = Fever, shivering, feeling ill
o-w_now-skin = Skin that is hot, very sore, blistering or spreading fast, sores that get deeper, or a big painful lump
    .button = Hot, very sore or spreading skin
o-w_now-eye = It is around an eye, or an eyelid is swollen
    .button = Around the eye
o-w_now-changed = Something changed: pregnancy, a new medicine, a new illness
    .button = Pregnancy, new medicine or illness

q-w_skin = Which of these is it?
q-w_skin-help = The skin may look red, pink, purple, grey or darker, or not change colour at all: feel for heat and firmness.
o-w_skin-spreading_hot = Hot, painful or swollen skin that is spreading – it may look red, purple, darker, or not change colour at all
    .button = Hot, painful skin that spreads
o-w_skin-painful_blisters = Painful blisters in a cluster or on one side, or small punched-out sores
    .button = Painful blisters or round sores
o-w_skin-widespread_sudden = A rash over most of the body, or one that is suddenly spreading
    .button = Rash over most of the body
o-w_skin-big_painful_lump = A large, very painful lump
o-w_skin-deepening_sores = Pus-filled sores that get deeper or more painful
    .button = Sores that get deeper
o-w_skin-genital_sores = Sores or blisters on the genitals only
    .button = Sores on the genitals only

q-w_changed = What is new? It can change what is safe to use.
q-w_changed-help = I go through your plan again and leave out what no longer fits.
o-w_changed-pregnant = Pregnant, or trying for a baby
o-w_changed-breastfeeding = Breast-feeding
o-w_changed-chemo = Cancer treatment or transplant medicine
    .button = Cancer or transplant medicine
o-w_changed-immuno = Another reason for a weak immune system (HIV, steroid tablets, biologics)
    .button = Weak immune system
o-w_changed-diabetes = Diabetes or poor circulation
o-w_changed-aspirin_allergy = Allergy to aspirin or similar painkillers
    .button = Allergy to aspirin or similar
o-w_changed-retinoid = Using a retinoid (tretinoin, adapalene, isotretinoin)
    .button = Using a retinoid
o-w_changed-new_medicine = Another new medicine
o-w_changed-new_illness = A new illness

## Screens 2 to 6

q-w_change = How is the skin, compared with last week?
q-w_change-help = Go by how it feels and looks over most of the week, not just today. Dark or pale marks left behind fade slowly; they do not count as worse.
o-w_change-clear = Clear: no bumps, no soreness
    .button = Clear
o-w_change-much_better = Much better
o-w_change-bit_better = A bit better
o-w_change-same = The same
o-w_change-bit_worse = A bit worse
o-w_change-much_worse = Much worse

q-w_itch = The worst itch in the last 24 hours?
q-w_itch-help = 0 is no itch. 10 is the worst itch you can think of.

q-w_night = Is any of this true of the itch?
q-w_night-help = Some causes of itch pass between people and need a treatment of their own.
o-w_night-itch_night = It is worst at night, in bed
o-w_night-close_contact = Others close to me itch too

q-w_soreness = The worst soreness or pain in the last 24 hours?
q-w_soreness-help = 0 is no soreness. 10 is the worst pain you can think of.

q-w_hot = That is quite sore. Is any of this there?
q-w_hot-help = The skin may look red, pink, purple, grey or darker, or not change colour at all. Feel with the back of your hand for heat.
o-w_hot-spreading_hot = Hot or swollen, and spreading
o-w_hot-big_painful_lump = A large, very painful lump

q-w_steps = How did the steps go this week?
q-w_steps-help = Any answer is fine. It helps to tell whether the steps suit you. A week off is fine too.
o-w_steps-fine = Most days, and it felt fine
o-w_steps-stung = Most days, but it stung or peeled
o-w_steps-few = A few days
o-w_steps-no_steps = Not this week

q-w_bother = How much does your skin bother you?
q-w_bother-help = In your mood, your sleep, what you wear, what you do.
o-w_bother-not = Not at all
o-w_bother-little = A little
o-w_bother-quite = Quite a lot
o-w_bother-very = Very much

## Facts in few words

fact-context-told_to_see = you were advised to see someone
fact-context-skin_flag = hot, very sore or spreading skin
fact-context-changed = something changed
fact-context-new_illness = a new illness
fact-context-new_unsure = something new, not sure what
fact-told-routine_derm = advised to book a routine visit
fact-told-gp_within_days = advised to be seen within days
fact-soreness = soreness { $value } of 10
fact-soreness_before = soreness { $value } of 10 the time before
fact-seen-fine = seen, nothing to worry about
fact-seen-treated = seen, and treated
fact-seen-booked = an appointment is booked
fact-seen-not_yet = not seen yet
fact-seen-gone = it has gone
fact-change-clear = clear
fact-change-much_better = much better than last week
fact-change-bit_better = a bit better than last week
fact-change-same = the same as last week
fact-change-bit_worse = a bit worse than last week
fact-change-much_worse = much worse than last week
fact-steps-fine = steps on most days
fact-steps-stung = steps on most days, but it stung
fact-steps-few = steps on a few days
fact-steps-none = no steps this week
fact-bother-not = no bother
fact-bother-little = a little bother
fact-bother-quite = quite a lot of bother
fact-bother-very = very much bother

## The trend, one line

trend-first = This is your first look back. From now on you can see how it goes.
trend-clear = It is clear.
trend-better = It is better than last time.
trend-same = It is about the same as last time.
trend-worse = It is worse than last time.

checkin-itch-trend = Itch: { $itch_before } last time, { $itch_now } now.
checkin-itch-same = Itch: { $itch_before } last time, { $itch_now } now. That is about the same.

## Urgent: only what to do now

advice-emergency_now =
    Call <b>{ $emergency }</b> now, or go to the nearest emergency department.
    Do not drive yourself. Do not wait for it to pass, and do not put anything on the skin.
    Have someone stay with you. If you can, take your medicines along, or a list of them.
advice-emergency_helpline =
    <b>Call the 24-hour helpline of your cancer or transplant team now.</b> Say which treatment you have, and that you feel ill.
    No number, or nobody answers at once: call <b>{ $emergency }</b>. Do not drive yourself.
advice-same_day =
    Contact { $advice_line } today, or go to { $urgent_door }.
    Do not wait for tomorrow. Until then put nothing new on the skin, and no acids or other strong products.
    If a fever begins, you feel more ill, or there is trouble breathing, confusion or severe pain: call <b>{ $emergency }</b>.
advice-same_day_helpline =
    <b>Call the helpline of your cancer or transplant team today</b> and tell them about the rash. No number: contact { $advice_line }.
    Put nothing new on it until you have spoken to them.
    If a fever, shivering or feeling ill begins, call them at once. No answer: call <b>{ $emergency }</b>.
advice-same_day_maternity =
    <b>Call your maternity unit or midwife today</b> about the itch, the blisters or the sores.
    Cannot reach them? Contact { $advice_line } today.
advice-mark_edge = Draw round the edge of the hot skin with a pen. It shows whether it spreads.
advice-keep_medicine = Do not stop a prescribed medicine by yourself. Ask today whether to take the next dose.

## See someone soon

advice-flag_gp =
    Let a { $doctor } or a { $pharmacist } look at this within the next few days.
    Next time I first ask whether you were seen.
advice-look_gp = With what you told me, let a { $doctor } or a { $pharmacist } look at it within the next few days.
advice-phone_clinic =
    Sores on the genitals: phone before you go anywhere. Call a sexual-health clinic, or if there is none, { $advice_line }.
    They tell you where to go. Until then, no skin contact there.
advice-ask_midwife = Because of the pregnancy, let a midwife or a { $doctor } look at this within the next few days.
advice-worse_gp =
    It is getting worse. Let a { $doctor } look at it within one to three days.
    Until then: mild washing, loose clothes, no shaving there, no squeezing.
advice-pain_gp =
    That much pain should be looked at. See a { $doctor } within one to three days.
    If it gets hot, swollen or starts to spread: today.
advice-itch_check =
    Strong itch that stays, or that others share, should be checked within days.
    Ask a { $pharmacist } or a { $doctor }. It may need a treatment for everyone at home.
advice-no_better_folliculitis =
    Given the time and care, this should be better by now.
    Let a { $doctor } look at it within the next few days. A different treatment may be needed.
advice-no_better_irritation =
    Irritated skin should have settled by now.
    See a { $doctor } within the next few days, and ask about a patch test if it keeps coming back.
advice-no_better_unclear =
    There is no clear change, and it cannot be told from your answers what this is.
    Let a { $doctor } or a { $pharmacist } look at it within the next few days.
advice-no_better =
    Given the time and care, this should be better by now.
    Let a { $doctor } or a { $pharmacist } look at it within the next few days.
advice-no_better_routine =
    No clear change so far. That happens, and it is not your doing.
    Book a routine visit with a { $doctor }, or ask a { $pharmacist } about other treatments.
advice-no_better_kp =
    Six weeks or more, and it is no better. That happens, and it is not your doing.
    Book a routine visit with a { $doctor } or a { $specialist }. There is no hurry.

## Worse, or it stung

advice-worse_irritation =
    Stop everything on that skin except a plain, fragrance-free moisturiser.
    No better in 3 days? See a { $doctor }.
advice-worse_kp =
    Take a week off acids and other strong products. Only mild washing and moisturiser.
    We look again next week.
advice-stung =
    Stinging or peeling means the skin needs a rest.
    Mild washing and a plain, fragrance-free moisturiser, until it is calm.

## Keep going

advice-extend =
    The steps could not happen in most weeks. That is no failure, and it tells us nothing bad.
    What got in the way? Pick the one easiest step and do that. We look again in 2 weeks.
advice-go_to_twelve =
    It is getting better. Smoother comes first, colour later.
    Carry on to week 12.
advice-upkeep =
    Keep it up: moisturiser every day, the rest as it suits you.
    Bumps often come back when care stops. A photo once a month is enough.
advice-clear_twice = Clear two weeks running. Well done.
advice-stop_or_monthly =
    You can stop the weekly questions now, or look once a month with /checkin.
    Mild washing and loose clothes help it stay away.
advice-go_on_better = It is going the right way. Keep to the same steps.
advice-go_on_same =
    About the same is fine for now. Skin takes its time.
    Keep to the same steps.
advice-go_on_worse =
    A bit worse for one week can happen. Be extra gentle: no scrubbing, no picking.
    If it is worse again next week, say so: the advice changes then.
advice-go_on_clear = Nice. Keep to the gentle steps for one more week.

## The active ingredient

advice-active_paused = Leave { $ingredient } off for now.
advice-active_halved =
    { $nights ->
        [one] Once it is calm, start again, once a week.
       *[other] Once it is calm, start again, { $nights } times a week.
    }
advice-active_still_paused = Leave { $ingredient } off for now, until the skin is calm.
advice-active_restart =
    { $nights ->
        [one] The skin is calm: you can use { $ingredient } again, one time this week.
       *[other] The skin is calm: you can use { $ingredient } again, { $nights } times a week.
    }
advice-active_step_up = No stinging for two weeks: you can use { $ingredient } { $nights } times a week now, if you like.
advice-active_dropped =
    It has stung twice, so this product is not for you. Leave it out for good.
    Moisturiser and mild washing carry on.
advice-active_ended = You no longer need { $ingredient }.
advice-active_not_for_you =
    Leave out { $ingredient } from now on: it does not go with what is new.
    Ask a { $pharmacist } before you use another product of this kind.

## Seen, changed, bothered

advice-seen_fine = Good that someone looked. Carry on with your steps.
advice-seen_treated =
    Good that someone looked. What they told you comes first.
    Ask them or a { $pharmacist } which of your steps still fit.
advice-seen_booked =
    Good that it is booked. Take your photos along.
    Getting worse before then? Contact { $advice_line }, or ask a { $pharmacist }.
advice-seen_not_yet =
    It is still worth having someone look.
    Hard to get a visit? A { $pharmacist } can often help first.
advice-seen_gone = Good that it has gone. If it comes back, I am here.
advice-changed = I have gone through your plan again with what is new. Please read it before you go on.
advice-changed_ask =
    I have gone through your plan again with what is new.
    Ask a { $pharmacist } whether the products fit the new medicine or illness. Keep taking what was prescribed.
advice-bother_help =
    If this weighs on you, you need not wait. A { $doctor } or a { $specialist } can help at any stage.
    Talking to someone you trust, or to a support line, helps many people too.
advice-safety_net =
    Get help sooner for: fever or feeling ill, hot skin that spreads, pain that grows, or anything near the eye.
    Then contact { $advice_line } the same day. Very ill: call { $emergency }.
