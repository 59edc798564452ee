# The check inside the page of an organisation.
embed-title = Check whether you are in the list
embed-by = This check runs on { $site }. The page around it cannot see what you type.
embed-open = Open the check in a window of its own
embed-more = About this incident
embed-refused-title = The check cannot be shown inside this page
embed-refused-text = The organisation has not admitted this site. You can open the check on its own page.
embed-mismatch-title = The check was stopped
embed-mismatch-text = The key of this server is not the one that the page around it expects. Nothing was asked. Please tell the organisation.
embed-loading = The check is loading. If nothing appears, open it in a window of its own.
