photo-how =
    <b>Send the photo here</b>, as a photo or a file.

    • Same place, same light, same distance as last time
    • Daylight near a window, no flash, phone held straight
    • Never private parts; leave your face out where you can
photo-saved = <b>Photo saved</b>, dated { $date }. It is stored without place or camera data.
photo-saved-first = It is the first. Next week’s can lie beside it.
photo-again = This photo was saved already.
photo-no-consent =
    You have not agreed that I store photos, so I did not keep this one.
    Is it all right to store photos that you send? If so, tap Yes: this photo is taken then.
photo-intimate =
    I do not store photos of that area of the body, so I did not keep this one. You can delete it from the chat.
    Your answers are enough to see how it goes.
photo-before-check =
    Photos come after the check, so that I know which area they show. I did not keep this one yet: please send it again then.
photo-urgent =
    Please do not wait for photos now. I did not keep this one. What matters is on the screen below.
photo-too-large = This file is too large for me (20 MB at most). Please send it as a photo instead of a file.
photo-not-a-picture = I cannot read this as a picture. Please send it as a photo, not as a file. From an iPhone, files are often of a kind I cannot open.
photo-broken = This picture is damaged and cannot be read. Please send it once more.
photo-not-fetched = I could not get this photo from Telegram just now. Please send it once more.
compare-caption =
    { $first } and { $latest }. { $trend }
    <i>Light and distance change how skin looks. This picture names no cause.</i>
compare-label-first = First · { $date }
compare-label-latest = Latest · { $date }
compare-none = There are no photos yet. Send one here whenever you like.
compare-one = There is one photo so far, from { $date }. With a second one you can see both side by side.
button-compare = First and latest side by side
progress-title = <b>Your progress</b>
progress-line = { $date }: { $trend }
progress-scores = Itch { $itch } of 10, soreness { $soreness } of 10
progress-itch = Itch { $itch } of 10
progress-photos = { $count ->
    [0] No photos yet
    [one] One photo
   *[other] { $count } photos
}
progress-none = No weekly answers yet.
