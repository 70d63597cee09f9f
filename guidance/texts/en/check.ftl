### The questions of the check. Signs are worded for every skin tone inside the question itself.
### q-<question>, q-<question>-help; o-<question>-<option> in full, .button (34 characters) where that is too long.

## 1. Now

q-now = Before anything else: is any of this happening now?
q-now-help =
    These signs need help at once. That is why they come first.
    On brown or black skin, look for marks on the palms, soles, tummy, inside the eyelids and the roof of the mouth.
    Blue or grey colour shows best on lips, tongue, palms and soles.
    “Not sure” leads to the glass test, step by step.
o-now-breathing_swelling = Trouble breathing or swallowing, a tight throat, fainting, or swelling of the face, lips or tongue
    .button = Breathing, throat, face swelling
o-now-nonblanching = Spots or bruise-like marks that stay when you press a clear glass on them
    .button = Spots that stay under a glass
o-now-very_unwell = Confused, very drowsy, fainting, stiff neck, breathing very fast, or cold, blotchy, blue or grey skin
    .button = Very unwell, confused, cold skin
o-now-peeling_mucosal = Skin peeling or blistering over a large area, or a painful rash together with sores in the mouth, eyes or genitals
    .button = Peeling skin, or sores in mouth
o-now-extreme_pain_dark = Pain far worse than it looks, or black, dark purple or grey patches that were not there before
    .button = Extreme pain, or black patches

q-glass = The glass test: do any spots or marks stay when you press a clear glass on them?
q-glass-help =
    Press the side of a clear drinking glass firmly on the marks.
    Look through the glass. Do they fade, or do they stay just as they are?
    On brown or black skin, test the palms, soles, tummy or inside the eyelids.
    If someone is getting more ill, do not wait for a rash: call { $emergency }.
o-glass-stay = Some stay
o-glass-fade = They all fade
o-glass-no_marks = There are no such spots or marks

q-unwell = Is there also fever, vomiting, a bad headache, a stiff neck, drowsiness, or feeling ill?
q-unwell-help =
    Spots that stay under a glass together with feeling ill can be serious.
    For a baby: not feeding, floppy, or a strange cry counts as ill.
    “Not sure” counts as yes here.
o-unwell-yes = Yes
o-unwell-no = No, well apart from the skin

## 2. The last few days

q-recent = And any of these in the last few days?
q-recent-help =
    On brown or black skin, redness may not show. Feel with the back of your hand: is it warmer, firmer, tighter or more swollen than the same place on the other side?
    Fever means 38 °C (100.4 °F) or more, or feeling hot and shivery.
o-recent-fever = Fever, shivering, a racing heart, or feeling ill
    .button = Fever, shivering or feeling ill
o-recent-spreading_hot = Hot, painful or swollen skin that is spreading – it may look red, purple, darker, or not change colour at all
    .button = Hot, painful skin that spreads
o-recent-eye = It is around the eye, or an eyelid is swollen
    .button = Around the eye, swollen eyelid
o-recent-painful_blisters = Painful blisters in a cluster or on one side, or small sores that look punched out
    .button = Painful blisters in a cluster
o-recent-widespread_sudden = A rash over most of the body, or one that suddenly spreads
    .button = Rash over most of the body
o-recent-big_painful_lump = A large, very painful lump
o-recent-deepening_sores = Pus-filled sores that get deeper or more painful
    .button = Pus-filled sores getting deeper
o-recent-genital_sores = Sores or blisters on the genitals only
    .button = Sores on the genitals only

q-vision = Is your sight blurred or double, is the eye bulging, or does it hurt to move it?
q-vision-help =
    Cover one eye, then the other. Look up, down, left and right.
    Any change in sight, or pain on moving the eye, means yes.
o-vision-yes = Yes
o-vision-no = No

q-pustules = Is the skin covered with many tiny pus-filled spots, white or yellow, that came on suddenly?
q-pustules-help =
    They can be as small as a pinhead and lie close together, often on skin that is red, purple or darker than usual.
    They do not have a hair in the middle.
o-pustules-yes = Yes
o-pustules-no = No

q-urine = Can you pass urine (pee) as usual?
q-urine-help = Sores can make it so sore that no urine comes. That needs help the same day.
o-urine-cannot = No, or hardly any
o-urine-can = Yes

## 3. Age

q-age = Who is it about, and how old?
q-age-help =
    The age changes what is safe to use.
    For a child, a parent or carer should answer.
o-age-lt3m = A baby under 3 months
o-age-3m_2y = A child, 3 months to 2 years
o-age-3_11 = A child, 3 to 11 years
o-age-12_17 = 12 to 17 years
o-age-18plus = Me or another adult, 18 or over

## 4. What changes what is safe

q-personal = Does any of this apply? It changes what is safe to use.
q-personal-help =
    Cancer treatment or transplant medicine: chemotherapy, targeted treatment, or medicine against rejecting an organ.
    Weak immune system: HIV, steroid tablets, biologic injections.
    Retinoid: tretinoin, adapalene, tazarotene cream, or isotretinoin capsules.
    “Not sure” is fine: then ask a { $pharmacist } before you use an acid or another strong product.
o-personal-pregnant = Pregnant, or trying for a baby
o-personal-breastfeeding = Breast-feeding
o-personal-chemo = Cancer treatment or transplant medicine now or in the last months
    .button = Cancer or transplant medicine
o-personal-immuno = Another reason for a weak immune system (HIV, steroid tablets, biologics …)
    .button = Weak immune system
o-personal-diabetes = Diabetes or poor circulation
o-personal-aspirin_allergy = Allergy to aspirin or similar painkillers (ibuprofen, naproxen)
    .button = Allergy to aspirin or ibuprofen
o-personal-retinoid = Using a retinoid (tretinoin, adapalene, isotretinoin)
    .button = Using a retinoid

q-palms = Is there a strong itch on the palms or soles?
q-palms-help = In pregnancy, a strong itch of palms or soles, often at night, can come from the liver. It needs a blood test the same day.
o-palms-yes = Yes
o-palms-no = No

## 5. Where

q-site = Where is it mainly?
q-site-help =
    Choose the places where most of it is. More than one is fine.
    Skin folds: armpits, groin, under the breasts.
o-site-outer_arm_thigh = Outer upper arms or thighs
o-site-buttocks = Buttocks
o-site-face = Face (not the beard area)
o-site-beard_neck = Beard area or neck
o-site-chest_back = Chest, upper back or shoulders
o-site-scalp = Scalp
o-site-folds = Armpits, groin, under breasts
o-site-shaved_leg_bikini = Shaved legs or bikini line
o-site-hands = Hands or wrists
o-site-trunk = Belly, hips or lower back
o-site-crease = Creases of elbows or knees
o-site-widespread = Almost everywhere

## 6. Look

q-look = What does it look like? Red, pink, purple, grey, or darker than the skin around it: all colours count.
q-look-help =
    Touch helps: rough like sandpaper, firm, warm, or a crust you can feel.
    On brown or black skin, bumps may be brown, black, or the colour of your skin.
o-look-rough_uniform = Tiny rough bumps, all alike, like goosebumps or sandpaper
    .button = Tiny rough bumps, like goosebumps
o-look-pus = Bumps with pus, white or yellow
o-look-itchy_uniform = Many small itchy bumps of the same size, no blackheads
    .button = Many small itchy bumps, all alike
o-look-trapped_hair = Hairs trapped or curling back in
o-look-flat_dry = Flat patch: dry, flaky or cracked
o-look-comedones = Blackheads, whiteheads and spots of mixed sizes
    .button = Blackheads, whiteheads
o-look-lump = A deep lump or boil
o-look-blister_weep = Blisters, or skin that weeps
o-look-golden_crust = Golden or honey-coloured crusts
o-look-ring = Scaly ring, clearer in the middle
o-look-wheals = Raised, itchy weals that come and go within a day
    .button = Raised weals that come and go
o-look-flush = Flushing and heat in the middle of the face, with or without bumps
    .button = Flushing, heat in mid-face
o-look-scattered_lumps = Itchy lumps in lines or groups
o-look-lesion = One spot or mole that bleeds, changes or will not heal
    .button = One spot or mole that changes
o-look-other = It looks different

q-lesion = What is true of that spot or mole?
q-lesion-help =
    Look also at palms, soles and under the nails.
    Both can be true. If you cannot tell, choose “Not sure”: it is checked all the same.
o-lesion-nonhealing_4w = A sore or spot not healed after 4 weeks
    .button = Not healed after 4 weeks
o-lesion-changing_mole = A mole or mark that changes, bleeds, or looks unlike all the others
    .button = Changes, bleeds or looks different

## 7. Feel

q-feel = What do you feel most?
q-feel-help = Choose what bothers you most. If it itches and is sore, choose the stronger one.
o-feel-nothing = Nothing
o-feel-rough = It just feels rough
o-feel-itch = Itch
o-feel-itch_night = Severe itch, worst in bed
o-feel-sting = Stinging or burning
o-feel-tender = Sore when touched
o-feel-pain = Pain, even without touching

## 8. How long

q-onset = How long has it been there?
q-onset-help = If it goes and comes back in the same place, choose that.
o-onset-lt2d = Less than 2 days
o-onset-2_7d = 2 to 7 days
o-onset-1_6w = 1 to 6 weeks
o-onset-gt6w = More than 6 weeks
o-onset-recurrent = It keeps coming back in one place
o-onset-years = Years, or every winter

## 9. Before it began

q-trigger = In the two weeks before it began, was there any of this?
q-trigger-help =
    Think of the place on the body where it is now.
    A new product can be one you have used before in a new form.
    Do not stop a prescribed medicine on your own.
o-trigger-shave = Shaving, waxing or plucking
o-trigger-hottub = Hot tub, pool or wetsuit
o-trigger-sweat_tight = Heat, sweat or tight clothes
o-trigger-new_product = A new product, hair dye, deodorant, jewellery or detergent
    .button = New product, dye, jewellery
o-trigger-harsh = An acid, a scrub, strong soap, or much work with water
    .button = Acid, scrub, soap, much water
o-trigger-antibiotic_steroid = Antibiotics or steroids
o-trigger-new_medicine = Another new medicine
o-trigger-bites_outdoor = Insect bites, time outdoors, or a new bed
    .button = Bites, outdoors or a new bed
o-trigger-close_contact = Others near you have the same
o-trigger-dry_winter = Dry or cold weather

## 10. Anything else

q-extras = Is any of this true as well?
q-extras-help =
    Scars can be pits or raised, firm ridges.
    “Weeping and more painful” means fluid or yellow crusts together with growing pain.
    If it weighs on your mood or changes what you wear, that alone is a good reason to get help.
o-extras-hair_loss_scar = Hair loss, pits or raised scars
o-extras-broken_skin = Raw, open or bleeding skin
o-extras-infected_dermatitis = Weeping or crusted, and getting more painful
    .button = Weeping and more painful
o-extras-distress = It changes my mood or what I wear
o-extras-sunburn = Sunburnt there now, or no way to protect it from the sun
    .button = Sunburnt, or no sun protection

## 11. Care so far

q-care = How much steady care has it had so far?
q-care-help = Steady care means the same gentle steps on most days: mild washing, a moisturiser, and perhaps one product for the bumps.
o-care-little = None, or less than 2 weeks
o-care-tried_2w = 2 to 5 weeks, it did not help
o-care-tried_6w = 6 weeks or more, it did not help

## 12. Itch

q-itch = How bad was the worst itch in the last 24 hours? 0 is no itch, 10 is the worst itch you can think of.
q-itch-help = There is no right answer. The number is for you, to compare week by week.

## What was said, in few words, for “because: …”

fact-red_flags-breathing_swelling = trouble breathing or swallowing, or swelling of the face
fact-red_flags-nonblanching = spots that stay under a glass
fact-red_flags-very_unwell = signs of being very unwell
fact-red_flags-peeling_mucosal = peeling skin, or sores with a painful rash
fact-red_flags-extreme_pain_dark = pain far worse than it looks, or black patches
fact-red_flags-unsure_now = not sure about the first signs
fact-red_flags-unsure_glass = not sure about the glass test
fact-red_flags-unsure_unwell = not sure about feeling ill
fact-red_flags-fever = fever or feeling ill
fact-red_flags-spreading_hot = hot, painful skin that spreads
fact-red_flags-eye = around the eye
fact-red_flags-painful_blisters = painful blisters
fact-red_flags-widespread_sudden = a rash over most of the body
fact-red_flags-big_painful_lump = a large, very painful lump
fact-red_flags-deepening_sores = pus-filled sores that get deeper
fact-red_flags-vision = a change in sight, or pain on moving the eye
fact-red_flags-no_urine = trouble passing urine
fact-red_flags-palms_soles_itch = itching palms or soles
fact-extras-genital_sores = sores on the genitals
fact-age-lt3m = under 3 months
fact-age-3m_2y = 3 months to 2 years
fact-age-3_11 = 3 to 11 years
fact-age-12_17 = 12 to 17 years
fact-age-18plus = 18 or over
fact-personal-pregnant = pregnant or trying
fact-personal-breastfeeding = breast-feeding
fact-personal-chemo = cancer treatment or transplant medicine
fact-personal-immuno = a weak immune system
fact-personal-diabetes = diabetes or poor circulation
fact-personal-aspirin_allergy = an allergy to aspirin or similar
fact-personal-retinoid = using a retinoid
fact-personal-unsure = not sure about health conditions
fact-site-outer_arm_thigh = outer upper arms or thighs
fact-site-buttocks = the buttocks
fact-site-face = the face
fact-site-beard_neck = the beard area or neck
fact-site-chest_back = chest, upper back or shoulders
fact-site-scalp = the scalp
fact-site-folds = skin folds
fact-site-shaved_leg_bikini = shaved legs or bikini line
fact-site-hands = hands or wrists
fact-site-trunk = belly, hips or lower back
fact-site-crease = elbow or knee creases
fact-site-widespread = almost everywhere
fact-look-rough_uniform = tiny rough bumps, all alike
fact-look-pus = bumps with pus
fact-look-itchy_uniform = many small itchy bumps, all alike
fact-look-trapped_hair = hairs trapped or curling in
fact-look-flat_dry = a flat, dry, flaky patch
fact-look-comedones = blackheads or whiteheads
fact-look-lump = a deep lump
fact-look-blister_weep = blisters or weeping skin
fact-look-golden_crust = golden crusts
fact-look-ring = a scaly ring
fact-look-wheals = weals that come and go
fact-look-flush = flushing in the middle of the face
fact-look-scattered_lumps = itchy lumps in lines or groups
fact-look-lesion = one spot or mole
fact-look-other = it looks different from all of these
fact-extras-nonhealing_4w = not healed in 4 weeks
fact-extras-changing_mole = it bleeds, changes or looks different
fact-feel-none = nothing felt
fact-feel-rough = just rough to the touch
fact-feel-itch = itch
fact-feel-itch_night = severe itch in bed
fact-feel-sting = stinging or burning
fact-feel-tender = sore when touched
fact-feel-pain = pain
fact-onset-lt2d = less than 2 days
fact-onset-2_7d = 2 to 7 days
fact-onset-1_6w = 1 to 6 weeks
fact-onset-gt6w = more than 6 weeks
fact-onset-recurrent = it keeps coming back
fact-onset-years = years, or every winter
fact-trigger-shave = shaving, waxing or plucking
fact-trigger-hottub = hot tub, pool or wetsuit
fact-trigger-sweat_tight = heat, sweat or tight clothes
fact-trigger-new_product = a new product or jewellery
fact-trigger-harsh = an acid, a scrub, strong soap or much water
fact-trigger-antibiotic_steroid = antibiotics or steroids
fact-trigger-new_medicine = a new medicine
fact-trigger-bites_outdoor = bites, outdoors or a new bed
fact-trigger-close_contact = others near you have the same
fact-trigger-dry_winter = dry or cold weather
fact-trigger-none = nothing special before it began
fact-extras-hair_loss_scar = hair loss or scars there
fact-extras-broken_skin = raw or open skin
fact-extras-infected_dermatitis = weeping and more painful
fact-extras-distress = it changes mood or clothing
fact-extras-sunburn = sunburnt, or no sun protection
fact-extras-tried_2w = 2 to 5 weeks of care without help
fact-extras-tried_6w = 6 weeks or more of care without help
fact-itch = worst itch { $value } of 10
