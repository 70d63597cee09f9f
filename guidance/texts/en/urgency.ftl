### How soon, why, and what to do. Values: $emergency $advice_line $urgent_door $doctor $pharmacist $specialist

urgency-emergency_now = Get emergency help now
urgency-emergency_now-do =
    Call <b>{ $emergency }</b> now, or go to the nearest emergency department.
    Do not drive yourself. Do not wait for it to pass, and do not put anything on the skin.
    Have someone stay with you. If you can, take your medicines along, or a list of them.
urgency-same_day = See someone today
urgency-same_day-do =
    Contact { $advice_line } today, or go to { $urgent_door }.
    Do not wait for tomorrow. Until then put nothing new on the skin.
    If a fever begins, you feel more ill, or there is trouble breathing, confusion or severe pain: call <b>{ $emergency }</b>.
urgency-gp_within_days = Have it looked at within days
urgency-gp_within_days-do = Ask your { $doctor }, a { $pharmacist } or a clinic within one to three days. You can follow the steps below until then.
urgency-routine_derm = Book an ordinary appointment
urgency-routine_derm-do = There is no hurry. Book with your { $doctor } or a { $specialist }, and start the steps below.
urgency-self_care = You can start at home
urgency-self_care-do = Nothing you told me points to a hurry. Start the steps below. A { $pharmacist } can help with choosing.

safety-net =
    • Fever, shivering or feeling ill
    • Skin that is hot, swollen, or spreads
    • More pain, or pus-filled sores that get deeper
    • Anything around the eye
    • Painful blisters, or spots that stay under a glass
    Then contact { $advice_line } the same day.
    Trouble breathing, a swollen face, confusion, very severe pain, or a fever with spots that stay under a glass: call { $emergency }.

rule-E1 = Trouble breathing or swallowing, or swelling of the face, can be a severe allergic reaction.
    .first = <b>If you carry an adrenaline pen</b> (EpiPen and the like), <b>use it now.</b>
rule-E2 = Spots that stay under a glass, together with feeling ill or not being sure of it, can mean a dangerous infection of the blood.
rule-E3 = Confusion, great drowsiness, fast breathing, a stiff neck, or cold, blotchy, blue or grey skin can mean the whole body is reacting to an infection.
rule-E4 = Peeling or blistering skin, or a painful rash with sores in mouth, eyes or genitals, can be a severe reaction, often to a medicine.
rule-E5 = Pain far worse than it looks, or black or grey patches, can mean a deep infection that spreads fast.
rule-E6 = In a baby under 3 months, a fever or feeling ill needs a doctor at once.
rule-E7 = On cancer treatment or transplant medicine, a fever or feeling ill can be a serious infection.
rule-E8 = Changed sight, a bulging eye, or pain on moving the eye can mean an infection behind the eye.
rule-E9 = Many tiny pus spots over the body that came suddenly, with fever, can be a severe skin reaction.
rule-E10 = Hot, spreading skin together with fever, shivering or a racing heart can mean an infection is getting into the blood.
rule-U1 = Spots that stay under a glass need a look today, even if you feel well.
rule-U2 = Hot, painful or swollen skin can be an infection in the deeper skin.
rule-U3 = Anything around the eye should be seen the same day, to protect your sight.
rule-U4 = Painful blisters or punched-out sores can be a virus. Treatment works best in the first three days. Near the eye or on the tip of the nose: go at once.
rule-U5 = A fever together with a rash should be looked at today.
rule-U6 = A rash over most of the body, or one that spreads suddenly, should be looked at today.
rule-U7 = A widespread rash soon after a new medicine can be a reaction to it.
rule-U8 = On cancer treatment or transplant medicine, your team wants to know of any new rash today.
rule-U9 = In pregnancy, itching palms or soles, blisters or sores should be checked by maternity care today.
rule-U10 = In a baby under 3 months, pus, blisters or crusts should be seen today.
rule-U11 = A large or very painful lump on the face, or with diabetes or a weak immune system, should be seen today.
rule-U12 = Skin that weeps or crusts and hurts more and more may be infected.
rule-U13 = Pus-filled sores that get deeper or more painful can be an infection that home care does not reach.
rule-U14 = Sores on the genitals in pregnancy, or trouble passing urine, need help today.
rule-U15 = A lump or boil in a baby under 3 months should be seen today.
rule-G1 = Pus, lumps or inflamed follicles need a closer look with diabetes, poor circulation or a weak immune system.
rule-G2 = Bumps after a hot tub or pool may need treatment when the immune system is weak.
rule-G3 = Golden crusts are often a skin infection that passes on easily and needs treatment.
rule-G4 = Severe itch in bed, with itchy hands or others who itch too, can be mites. Everyone at home is treated together.
rule-G5 = A scaly or growing ring should be seen: it may need an antifungal, or come from a tick bite.
rule-G6 = Lumps in skin folds are best looked at early, above all when they come back.
rule-G7 = Pus bumps during or after antibiotics or steroids need a different treatment. Speak to the prescriber.
rule-G8 = A sore that does not heal, or a mole that changes, should be looked at by a { $doctor }.
rule-G9 = Itchy or pus-filled bumps in pregnancy should be shown to your midwife or { $doctor }.
rule-G10 = In a child under 3 years, a rash like this should be seen by a { $doctor }.
rule-G11 = Inflamed follicles that are no better after two weeks of care may need a prescription.
rule-G12 = Irritated skin that goes on for weeks needs a closer look at the cause.
rule-G13 = The answers do not point clearly to one cause. Someone should look at it.
rule-G14 = Sores or blisters on the genitals should be tested. Phone a sexual-health clinic first.
rule-G15 = A large painful lump, or a lump on the face, should be looked at.
rule-G16 = The rash may come from a new medicine. Ask the prescriber or a { $pharmacist } before you change anything.
rule-G17 = Open or weeping skin gets infected more easily with diabetes, poor circulation or a weak immune system.
rule-G18 = Lumps or boils that last for weeks or come back should be looked at.
rule-G19 = Hives that go on for more than six weeks should be looked at.
rule-G20 = This kind of rash mostly goes within days. Two weeks of care without help: let someone look.
rule-G21 = One of the possibilities needs early treatment. If blisters appear, or the skin gets hot or spreads: the same day.
rule-R1 = Hair loss, pits or raised scars can last. A { $specialist } can try to stop more.
rule-R2 = A reaction that keeps coming back may be an allergy. A patch test can find the cause.
rule-R3 = Six weeks of steady care without a gain: a stronger treatment may be needed.
rule-R4 = Flushing and heat in the middle of the face has good treatments, on prescription.
rule-R5 = It weighs on you. That is reason enough to ask for help, now and not later.
