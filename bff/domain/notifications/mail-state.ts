/** How far the mail to one address has come. `kept`: there was no mail server to give it to. */
export type MailState = 'queued' | 'sent' | 'retrying' | 'bounced' | 'kept';
