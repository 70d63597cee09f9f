welcome =
    <b>Hello.</b> This bot is for red, bumpy or irritated skin around hair follicles.

    <b>It can</b>
    • ask you a few questions, warning signs first
    • show care steps that fit your answers, and say when to see someone
    • ask once a week how it goes, and lay your photos side by side

    <b>It cannot</b>
    • examine you or replace a doctor: it is not a diagnosis
    • help in an emergency: <b>call your emergency number</b> (112, 999 or 911 in many countries)

    No clinician has reviewed its content yet. Every rule names its source.
    It is meant for adults. A parent can use it for a child.

welcome-back = <b>Welcome back.</b>

consent-answers =
    <b>1 of 3: your answers</b>
    To help, I have to keep what you tap: your answers about your skin and health.

    • They are stored encrypted, for you alone.
    • They are never sold and never used for anything else.
    • You can delete everything at any time with /delete.
    • Telegram also holds this chat. Chats with bots are not end-to-end encrypted.

    May I store your answers?
consent-answers-no =
    That is fine. Without storing answers I cannot do the check.
    If your skin is hot, painful and spreading, or you have a fever or feel ill, see someone today. In an emergency call your emergency number.

    You can change your mind at any time.
consent-photos =
    <b>2 of 3: photos</b>
    If you like, you can add photos later and see them side by side.

    • They are stored encrypted, without place or camera data.
    • They are shown to you alone, and only on a tap.
    • Never send photos of private parts.

    May I store photos that you send?
consent-reminders =
    <b>3 of 3: the weekly question</b>
    Once a week I can ask how your skin is. Six taps, on a day and hour that you choose.

    May I write to you once a week?
country-ask =
    <b>Where are you?</b>
    So that I can name the right emergency number and the right places to go.
country-gb = United Kingdom
country-ie = Ireland
country-us = United States
country-ca = Canada
country-au = Australia
country-nz = New Zealand
country-in = India
country-za = South Africa
country-ng = Nigeria
country-ke = Kenya
country-eu = Rest of Europe
country-world = Another country
button-consent-change-mind = I have changed my mind
