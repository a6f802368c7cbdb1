/**
 * A certificate for localhost and its key, signed by a root that nobody has: a server that shows it looks like one
 * that leaves out its intermediate certificate. Made for tests, trusted nowhere.
 */
export const unverifiable = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgsfEO1Mu6/ezc/QFO
lxmT6CRV85X/4wyECg5+OnwvIVShRANCAARoepWzzzgnaTDhr6fP0HGV2EVzG4be
exHv+eAFTwj9U9EGzYDDJphn9gav20l+5YyFiemFP6KPcNsItOgn+YJp
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBeDCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlUZXN0IFJv
b3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABGh6lbPPOCdpMOGv
p8/QcZXYRXMbht57Ee/54AVPCP1T0QbNgMMmmGf2Bq/bSX7ljIWJ6YU/oo9w2wi0
6Cf5gmmjXjBcMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQU
W0CnilDr+DsXoXM7I8ywDSAVsGMwHwYDVR0jBBgwFoAUCWQ/RApYaBz+XUghw7DX
SQhzXWowCgYIKoZIzj0EAwIDSQAwRgIhAOoU3yWyOkyoAdKM+iT2u/0t8gUyGUto
h1mpS49Q8/+bAiEAnkh9DkMnKOu+TAFWgFvakB2jj4y1Ppd+en+T7Zob2Ig=
-----END CERTIFICATE-----`,
};
