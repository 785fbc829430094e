"""Who is the issuer, and was it accredited? One module for each trust source."""
