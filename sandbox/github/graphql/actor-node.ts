import { accountOf } from '../identity.ts';
import { accountNodeId } from '../shapes/account.ts';
import type { View } from './view.ts';

/** An Actor; `null` for a deleted account, which REST calls `ghost`. Here bots lose the `[bot]` of their REST login: `sentry[bot]` is `sentry` of type `Bot`. */
export function actorNode(view: View, login: string) {
  if (login === 'ghost') return null;
  const account = accountOf(view.session.state, login);
  const page = account.app === undefined ? account.login : `apps/${account.app}`;
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login: account.login.replace(/\[bot\]$/, ''),
    url: `https://github.com/${page}`,
    resourcePath: `/${page}`,
    avatarUrl: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    ...(account.type === 'User'
      ? { name: null, email: '', isViewer: login === view.session.account.login }
      : {}),
  };
}

/** `viewer` is a `User` even for a bot's token, and keeps the `[bot]`. */
export function viewerNode(view: View) {
  const { account } = view.session;
  return {
    ...actorNode(view, account.login),
    __typename: 'User',
    login: account.login,
    name: null,
    email: '',
  };
}
