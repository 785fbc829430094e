"""Keys whose private halves are published: they identify nobody (spec/trust.md D.11).

Those private halves stand in specifications, fixtures and sandboxes, so anybody can sign with
them. A registry that lists one is a sandbox, or was fooled. Named by RFC 7638 thumbprint, so
that no other spelling of the same key gets past; gathered from the test vectors of W3C
(vc-di-eddsa, vc-di-ecdsa, vc-jose-cose), IETF (RFC 9901), 1EdTech (public validator), the
Digital Credentials Consortium (fixtures and sandbox registry) and our own collection.
"""

from __future__ import annotations

_HOSTS = ("did:web:digitalcredentials.github.io:",)
"""Identifiers under these belong to test fixtures, whatever key they list."""

_THUMBPRINTS = frozenset(
    {
        "-HcBh1Yt2BxCUce_3blWWxGzMpwY16fmokWTs17Fpzk",
        "-YbGIxgsUw70rH8KvbxtrW7aLhvPBjGtzz6IbFklR0I",
        "-eZu5gdbke5tcqRLOM8IlANIR9Z8oYpEzZOU9Du-lBs",
        "1V6LQRi438F-yS7SPJmQ6bcEjNgalOYAT_9QmeJ6Vuw",
        "1fLVyZDcES5ycraRsFxdF2YscbmZHMbgn15vlvF8N-U",
        "30nehFBY9L1rNpGBPQFrSRqtbLATmvw6kUilq5Z4PTQ",
        "3_kTm_7AevMLLaGuNezcvTiXnBLBeJGGf-_f-2_CYaA",
        "3k0yb_iUT-dsCIeLwEBOkWz2owMdZRXY_kS1btzEJB0",
        "6NOPzeVcusLn_X9__4_NICwiDteGlFlZmFPt15zbw2U",
        "6gRfh2URH8whGOlPAxlv5YjF8Qa4ml5K2XYbCJ4rKio",
        "9ZP03Nu8GrXPAUkbKNxHOKBzxPX83SShgFkRNK-f2lw",
        "9nyQ2wLea7G0ZRfDpKBaHEd0FOSfH2ao1bxScq8ahL4",
        "A9bfbEss70nUQhlSH8FT2fJ-BSPr_XKgSsMiusEL2hw",
        "Ae8ep8wCHXFiQ3sB2NLakRuReBNOJLeuISmv1EwHuN4",
        "AwSBHtDCp9PwlDUcYaV07scGxdQGfJ5T0b4iF7D4Rzo",
        "D9GMkS7BG9DeV5TKN6GTy5wfGNXWuH3uLCpbghWkh-o",
        "DOvxvJiAdIqVWIkFt5hDtCunXLF0BV4-JGv4f-ALSm0",
        "EGLSRmg3mJPih9Y6J0QfeVNnHgx9YXy8H3-ABR54RTA",
        "FfMbzOjMmQ4efT6kvwTIJjelTqjl0xjEIWQ2qobsRMM",
        "FwFUiMpfQjVQfwrsEGV77oYrSHbQ4p0uD888eBDAP_0",
        "FzntValcuNsbftIbD09ztY78pkrSFjVqXs6sJ05t_cI",
        "GDtMHAkgrLd6pC7GbYHoQPnClBPQMW-UqlgommSswzA",
        "GOwvnQ44eBJYLBsBHz-6XAcoAVyS-7FdaBqTTpDxArQ",
        "GsnoqK1Fah3D1hXYf1N10eTe5LJGvio8UH_yLVPtoks",
        "HJFmXEnQD1Dw1rYFo8cJ3Wx8-TzWb0YsJWjiZGJ_hGg",
        "IOfV5gn8K6HKHEGA6080GY-_YOxCSq6fm4uuOcB4zNY",
        "KH0R8S7jU7YviGmkuYcqODfFwjDs83am3uvVLYO8OhM",
        "K_LYoL1lmqekgpC7nv62ixj1b9ir6FoSAMIfnKK8pX0",
        "LRK42dcoHTh_Zwc048R1MaRCT07_b_piDeFQQaQ7Cmo",
        "MgsCmt1iEYRdOQ9t4xnXFCkOlVYLtXcu7jb-3FLa8AQ",
        "NvHLwCQLaPqVAx9kn5-me1tv-X__YVQIonohbf7RP3M",
        "P3CGNnlWqzoBR0DCuNLei7GlDI4QY3Ni2WfOrbpEIko",
        "PKvDz_peaQDt_oEck3MD5SxdeS-0M73ICSkBKwWDEpo",
        "PYt0RyS6qb9kpEtiQc81jIR3ue72_GyhJiCHjtJonUQ",
        "Q5yTSREAbvZL131ynDBhalXJcF9fL0foJlMN8u6ldiY",
        "QPN424pXjFiSh_U0ACvTVXy4LLVuJdBinxFsUE1VUaA",
        "RFJX7f7XtU00nCIgNKEXhQfH6gGW0WUFjHG6nZQ5YK0",
        "TrI1g9her5mzNtdwThUyqwwGfZVLKd3MMoWkRY-Fn8c",
        "UY_03TD0jA4MRgg994JDNWVYJ3KI3cgIagg55a48E10",
        "V0k226O9roOufzBbFU1Xd34HSiaIgupGAYFuo-fTxJc",
        "Vepd_5iAy9J3fSj_BmQBj1YYqbOA86NJeuuNfbQIzY8",
        "WJu37AzINlcuPMRCKG43YQP8Ljsic-oI51uarX7NiKQ",
        "XFLsEim6UWQwKP_pHfWgEd34ST_TH_WBqtVPyhH1KAE",
        "XnunekAP9Rm1GkBMw1H9P1xaOw5-MPCKr4IHi4etBXI",
        "YgYk5DfrL2dUv0ysY9Nekfah7l8XYsQ2EavDJV_8PGg",
        "Ypa5BNGp-ImhVwCze6O4zHVVNcGqCq-3LOCZWBZTRcs",
        "aISfTcr9M_Zd09AXGAAeFxnLbFY6lBa87UN515wm5d4",
        "c1TKu-t-Xu64R4qgB2SCtjqCjW5mMCgUwPe0l0n-IsQ",
        "cWwf9H2yZGNZiib3bRTN0Ipw6xabV2N8S0LIS1gsWIc",
        "cq4KRGJXma8fRz8b40tUNUGaV5GvDqroFRSAirh_WU8",
        "e6qatsbWPohZ-Durvnv048-1rq_7SUGqfQibivUtvFs",
        "eurP1P1JR7qpcn07CU-JwWd_mu-bkD9fTjl2mKAxpCM",
        "evhJcBYSjjfRI-OkT8sXIngLQ3rdO2mq7rz52H30GVU",
        "feSkiIoNLx3rSz5tjzCkDrVETgZjWa8t39qdu3Rs_Fo",
        "h8kgphZXNcUna01Zva3HnAtr2SMOo6iFD2XBHEJorJE",
        "hvTynFz0KvAfpNzVWuoJyZXh_Fgub1uM0LT1NeyhygY",
        "iKiG18Q4RFaR2GdvLkAXkB0IR-F34myt7yT-maOhY3A",
        "igQqmOEkQtmJ5PmAjYonRPmP-lMS-M5FFJBOIIfi2ek",
        "kQCYbz6eVXOFWeDmRgmbKxd4iv8pB36Epeh65HqpCww",
        "l2tfkSzhekdOr24I18E1O_-49AlK14MTo7OxJMS7-HI",
        "lMu2ifRhv0BMzdgKWoXvEDBZTHIT-vZ2dlRDAa0Mc8g",
        "mAhoJc5Id2IIFrZxTghudXZjscnBIMYfOXLjb92TakY",
        "nN2sJz29FI2we97PrMIYbsOlWwlYO0UGgXWjvDTsYVo",
        "oJUPEVPwUy54PpC36B9EaOmQaGcBiMC63xHJJDEIT0c",
        "oLLoNcBOG93Frd_MEwlwh-Q9rRgxiWHZ3cgcaCjOw88",
        "ooUshyqPGp2x6bbPix7h3OoMz3ZCsngfjTH6vUw3gEQ",
        "pfJfGaD16bf9B9rKofCM6lJCaEPqAjMb4yQtb0xZ-iA",
        "pvlbPWfKBS1A2yaYs5MJhpplo6HadjD4gNHnq_OkREg",
        "q9PT-_OcvggrJx5Y5VvGSeHWol2MOuU2ZeNU-5uXx_w",
        "rGto7L89nyEE_szje6YJIArNZdx8qjor3OdCxDM7qvU",
        "tRJ78zd12sS53BaypFPKP14ZvP18Y2Kn8hmpaQuEywo",
        "u1XPLPzlC5IFcP71laslI1KPPZLbRl6BiVtx624bbz4",
        "u7vrjwUEqr4_WVk1nfCx7nhirx2CrSvP9yUbAN4FNiQ",
        "uHQCnoIdkTt1VdkqM8AWZ8GhGRmEBYPzzvNspsP7ryg",
        "vjH8gPAcWaUHqKxcTRFfhyu5zza4nBmPr-yV_6MUplQ",
        "vvDdKCl15we8gff3Oei7PbQoAoAAb_b9VVtK9uUDiuU",
        "vzmHmEtM4fUafnnWdAHEddJlXw4ZzAW4ZkhhuFGcKwI",
        "wdEWY6P891TKMjXohSRl2oITNoqvgbLWhhteim4-1ME",
        "xUtcMZjeolmG8CONvbjryrKDc4Tpx290Nq2RSsBhRIY",
        "xvlEUey53UR6sVpeaSHDR3RfdtQKKrh8ngzJwkEsr7s",
        "yXApzu9EzU2-9BzvRf8Nfp5SlZ-HBA1C2wXqpjyVtuI",
    }
)


def is_test_key(issuer: str, thumbprint: str) -> bool:
    """Whether this issuer or key is one of the published test material."""
    return thumbprint in _THUMBPRINTS or issuer.startswith(_HOSTS)
