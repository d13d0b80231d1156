import { nodeId } from '../node-id.ts';
import type { Account } from '../state.ts';
import type { At, Schema } from './schema.ts';

const KIND = { User: 'U', Bot: 'BOT', Organization: 'O' } as const;

export const accountNodeId = (account: Account): string => nodeId(KIND[account.type], account.id);

export function simpleUser(account: Account, { origin }: At): Schema<'simple-user'> {
  const url = `${origin}/users/${encodeURIComponent(account.login)}`;
  const page = account.app === undefined ? account.login : `apps/${account.app}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `https://avatars.githubusercontent.com/u/${account.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${page}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The App that made something, `null` when a person did. */
export function appOf(account: Account, at: At): Schema<'nullable-integration'> {
  if (account.app === undefined) return null;
  const owner: Account = { id: 9919, login: 'github', type: 'Organization' };
  return {
    id: account.id % 1_000_000,
    slug: account.app,
    node_id: `A_${account.id}`,
    client_id: `Iv1.${account.id.toString(16).padStart(16, '0')}`,
    owner: simpleUser(owner, at),
    name: account.app,
    description: '',
    external_url: `https://github.com/apps/${account.app}`,
    html_url: `https://github.com/apps/${account.app}`,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
    permissions: { issues: 'write', metadata: 'read' },
    events: [],
  };
}
