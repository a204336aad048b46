"""The same as the console script `huiyin`."""

from huiyin.config.command import main

if __name__ == "__main__":
    main()
