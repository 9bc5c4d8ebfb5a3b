"""Reception (接待): the rota, the live queue, the registers, the board."""
