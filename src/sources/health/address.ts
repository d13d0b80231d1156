import ipaddr from 'ipaddr.js';

/**
 * Whether an address is a public one that a health check may connect to. Private, loopback, link-local, carrier,
 * multicast, reserved and cloud-metadata ranges are not; nor is any of them wrapped in IPv6 (mapped, 6to4, NAT64, Teredo,
 * ISATAP). Ranges after IANA's special-purpose registries.
 */
export function isPublicAddress(text: string): boolean {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  // Short and octal forms are no addresses that a resolver hands out.
  if (!ipaddr.isValid(bare) || (!bare.includes(':') && !ipaddr.IPv4.isValidFourPartDecimal(bare)))
    return false;
  const address = ipaddr.parse(bare);
  return address.kind() === 'ipv4' ? isPublicV4(address as ipaddr.IPv4) : isPublicV6(address as ipaddr.IPv6);
}

/** Ranges of ipaddr.js that are routed on the public internet. */
function isPublicV4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA.has(address.toString());
}

/** Addresses of metadata services that lie in ranges which look public. */
const METADATA = new Set(['168.63.129.16', '100.100.100.200', '192.0.0.192']);

/** Prefixes that carry an IPv4 address inside, or lead back into private networks. */
const WRAPPERS = [
  '::/96',
  '::ffff:0:0/96',
  '::ffff:0:0:0/96',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
  'fec0::/10',
  '100::/64',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
].map((range) => ipaddr.IPv6.parseCIDR(range));

function isPublicV6(address: ipaddr.IPv6): boolean {
  if (address.range() !== 'unicast') return false;
  if (WRAPPERS.some((range) => address.match(range))) return false;
  // ISATAP: the last 64 bits are 0:5efe and an IPv4 address.
  const parts = address.parts;
  return !(parts[5] === 0x5efe && (parts[4] === 0 || parts[4] === 0x200));
}
